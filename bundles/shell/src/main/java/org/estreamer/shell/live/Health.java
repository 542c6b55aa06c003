package org.estreamer.shell.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.estreamer.pipeline.delivery.PluginFile;
import org.estreamer.pipeline.delivery.PluginStatus;
import org.estreamer.pipeline.log.LogStatus;
import org.estreamer.pipeline.session.SessionStatus;
import org.estreamer.shell.text.Figures;

/**
 * How well it goes, as monitoring wants to know it: the worst level of all problems, and the problems, the worst first.
 *
 * @param level    the worst
 * @param problems a clause each; empty if there is none
 */
record Health(Level level, List<String> problems) {

    /** How bad it is. Its number is the exit status that Nagios, and what came after it, understand. */
    enum Level {
        /** Everything flows. */
        OK(0),
        /** Somebody should look at it: it goes on, slowly, or has lost something. */
        WARNING(1),
        /** Somebody must do something: what should flow does not, or will not. */
        CRITICAL(2);

        private final int status;

        Level(int status) {
            this.status = status;
        }
    }

    /** What is looked at. */
    enum Part {
        SESSIONS,
        PLUGINS,
        LOGS
    }

    /** Looks at parts of a snapshot. */
    static Health of(Snapshot snapshot, Set<Part> parts) {
        List<String> critical = new ArrayList<>();
        List<String> warning = new ArrayList<>();
        if (parts.contains(Part.SESSIONS)) {
            if (snapshot.sessions().isEmpty()) {
                critical.add("no session is there, so nothing is received");
            }
            snapshot.sessions().forEach(session -> session(session.subject(), critical, warning));
        }
        if (parts.contains(Part.LOGS)) {
            snapshot.logs().forEach(log -> log(log.subject(), critical, warning));
        }
        if (parts.contains(Part.PLUGINS)) {
            snapshot.plugins().forEach(plugin -> plugin(plugin.subject(), critical, warning));
            for (PluginFile file : snapshot.files()) {
                warning.add("jar " + file.file() + ": " + file.reason());
            }
        }
        // whatever it configures is not there, or will not be after the next start
        snapshot.unread().forEach((file, fault) -> critical.add(file + ": " + fault));
        warning.addAll(snapshot.faults());
        Level level = !critical.isEmpty() ? Level.CRITICAL : warning.isEmpty() ? Level.OK : Level.WARNING;
        critical.addAll(warning);
        return new Health(level, List.copyOf(critical));
    }

    /** The exit status. */
    int status() {
        return level.status;
    }

    /** All of it in one line. */
    String line() {
        return level + (problems.isEmpty() ? "" : ": " + String.join("; ", problems));
    }

    private static void session(SessionStatus session, List<String> critical, List<String> warning) {
        String what = "session " + session.name() + " is " + Overview.word(session.state())
                + (session.detail().isEmpty() ? "" : ": " + session.detail());
        switch (session.state()) {
            case FAILED, STOPPED -> critical.add(what);
            case CONNECTING, WAITING, IDLE -> warning.add(what);
            case STREAMING -> {
                // as it should be
                return;
            }
        }
    }

    private static void plugin(PluginStatus plugin, List<String> critical, List<String> warning) {
        String what = "plugin " + plugin.name() + " is " + Overview.word(plugin.state())
                + (plugin.reason().isEmpty() ? "" : ": " + plugin.reason());
        switch (plugin.state()) {
            case QUARANTINED, REFUSED, STUCK -> critical.add(what);
            case SLOW, WAITING -> warning.add(what);
            case ACTIVE, DRAINING -> {
                // as it should be
            }
        }
        if (plugin.lost() > 0) {
            warning.add("plugin " + plugin.name() + " has lost " + Figures.count(plugin.lost(), "record"));
        }
        if (plugin.deadLetters() > 0) {
            warning.add("plugin " + plugin.name() + " has " + Figures.count(plugin.deadLetters(), "dead letter"));
        }
    }

    private static void log(LogStatus log, List<String> critical, List<String> warning) {
        if (!log.heldBack().isEmpty()) {
            critical.add("log " + log.server() + " is held back: " + log.heldBack());
        }
        if (!log.warning().isEmpty()) {
            warning.add("log " + log.server() + ": " + log.warning());
        }
    }
}
