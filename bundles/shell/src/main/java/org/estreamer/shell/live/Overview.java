package org.estreamer.shell.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.estreamer.pipeline.delivery.PluginFile;
import org.estreamer.pipeline.delivery.PluginStatus;
import org.estreamer.pipeline.session.SessionStatus;
import org.estreamer.shell.text.Figures;
import org.estreamer.shell.text.TextTable;

/** What the shell shows of the sessions and plugins, as lines. */
public final class Overview {
    private Overview() {}

    /** The sessions with everything there is to know of them. */
    public static List<String> sessions(Snapshot snapshot) {
        if (snapshot.sessions().isEmpty()) {
            return List.of("no sessions");
        }
        TextTable table = new TextTable()
                .left("name")
                .left("address")
                .left("state")
                .left("since")
                .right("records")
                .right("records/s")
                .right("bytes")
                .right("broken")
                .right("unknown")
                .right("repeated")
                .right("connects")
                .left("archive time")
                .left("detail");
        for (Rated<SessionStatus> rated : snapshot.sessions()) {
            SessionStatus session = rated.subject();
            table.row(
                    session.name(),
                    session.address(),
                    word(session.state()),
                    Figures.moment(session.since()),
                    Figures.count(session.records()),
                    Figures.rate(rated.perSecond()),
                    Figures.bytes(session.bytes()),
                    Figures.count(session.faults()),
                    Figures.count(session.unknown()),
                    Figures.count(session.repeated()),
                    Figures.count(session.connects()),
                    archiveTime(session),
                    session.detail());
        }
        List<String> lines = new ArrayList<>(table.lines());
        lines.addAll(unknown(snapshot));
        return lines;
    }

    /** What servers have sent that is not known here: somebody who reads it may tell us of it, and how much it is. */
    private static List<String> unknown(Snapshot snapshot) {
        return snapshot.sessions().stream()
                .map(Rated::subject)
                .filter(session -> !session.unknownKinds().isEmpty())
                .map(session -> TextTable.harmless("  " + session.name() + " has sent what is not known here: "
                        + session.unknownKinds().entrySet().stream()
                                .map(kind -> kind.getKey() + " (" + Figures.count(kind.getValue()) + ")")
                                .collect(Collectors.joining(", "))))
                .toList();
    }

    /** The plugins with everything there is to know of them, and below the jars that do not run. */
    static List<String> plugins(Snapshot snapshot) {
        List<String> lines = new ArrayList<>(running(snapshot));
        lines.addAll(files(snapshot.files()));
        return lines;
    }

    private static List<String> running(Snapshot snapshot) {
        if (snapshot.plugins().isEmpty()) {
            return List.of("no plugins");
        }
        TextTable table = new TextTable()
                .left("name")
                .left("version")
                .left("author")
                .left("description")
                .left("bundle")
                .left("state")
                .right("delivered")
                .right("failed")
                .right("behind")
                .right("lost")
                .right("dead letters")
                .left("delivery")
                .left("note");
        for (Rated<PluginStatus> rated : snapshot.plugins()) {
            PluginStatus plugin = rated.subject();
            table.row(
                    plugin.name(),
                    plugin.version(),
                    plugin.author(),
                    plugin.description(),
                    plugin.bundle(),
                    word(plugin.state()),
                    Figures.count(plugin.delivered()),
                    Figures.count(plugin.failed()),
                    behind(plugin),
                    Figures.count(plugin.lost()),
                    Figures.count(plugin.deadLetters()),
                    plugin.delivery(),
                    plugin.reason());
        }
        return table.lines();
    }

    private static List<String> files(List<PluginFile> troubled) {
        if (troubled.isEmpty()) {
            return List.of();
        }
        TextTable table =
                new TextTable().left("jar").left("bundle").left("state").left("reason");
        for (PluginFile file : troubled) {
            table.row(
                    file.file(),
                    (file.symbolicName() + " " + file.version()).strip(),
                    word(file.state()),
                    file.reason());
        }
        List<String> lines = new ArrayList<>(List.of(""));
        lines.addAll(table.lines());
        return lines;
    }

    /**
     * A short look at everything. The first line says how well it goes: monitoring shows that one.
     *
     * @param process how the process stands
     */
    static List<String> status(Snapshot snapshot, ProcessStatus process) {
        List<String> lines = new ArrayList<>();
        lines.add(TextTable.harmless(
                Health.of(snapshot, EnumSet.allOf(Health.Part.class)).line()));
        lines.add(process.line());
        lines.add("");
        lines.add(heading("session", snapshot.sessions(), session -> word(session.state())));
        TextTable sessions = new TextTable().left("").right("").right("").left("");
        snapshot.sessions()
                .forEach(session -> sessions.row(
                        "  " + session.subject().name(),
                        Figures.count(session.count(), "record"),
                        Figures.rate(session.perSecond()) + "/s",
                        words(word(session.subject().state()), session.subject().detail())));
        lines.addAll(rows(sessions));
        lines.addAll(unknown(snapshot));
        lines.add("");
        lines.add(heading("plugin", snapshot.plugins(), plugin -> word(plugin.state())));
        TextTable plugins = new TextTable().left("").right("").right("").left("");
        snapshot.plugins()
                .forEach(plugin -> plugins.row(
                        "  " + plugin.subject().name(),
                        Figures.count(plugin.count(), "record"),
                        Figures.rate(plugin.perSecond()) + "/s",
                        words(word(plugin.subject().state()), losses(plugin.subject()))));
        lines.addAll(rows(plugins));
        lines.add("");
        lines.addAll(LogTables.status(snapshot.logs()));
        return lines;
    }

    /** What flows, in one line for the log file. */
    static String flow(Snapshot snapshot) {
        List<String> flows = new ArrayList<>();
        snapshot.sessions()
                .forEach(session -> flows.add("from " + session.subject().name() + " "
                        + Figures.rate(session.perSecond()) + "/s, "
                        + word(session.subject().state())));
        snapshot.plugins()
                .forEach(plugin -> flows.add("to " + plugin.subject().name() + " " + Figures.rate(plugin.perSecond())
                        + "/s, " + word(plugin.subject().state())
                        + (plugin.subject().behind() == 0 ? "" : ", behind by " + behind(plugin.subject()))));
        return TextTable.harmless(
                Health.of(snapshot, EnumSet.allOf(Health.Part.class)).level()
                        + (flows.isEmpty() ? ": nothing flows" : ": " + String.join("; ", flows)));
    }

    /** How far a plugin is behind: records, and since when, where that is longer than a second. */
    public static String behind(PluginStatus plugin) {
        return behind(plugin.behind(), plugin.behindSeconds());
    }

    private static String behind(long records, long seconds) {
        return Figures.count(records)
                + (seconds == 0 ? "" : " (" + Figures.duration(Duration.ofSeconds(seconds)) + ")");
    }

    /** A state as people write it. */
    public static String word(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static <T> String heading(String noun, List<Rated<T>> all, Function<T, String> state) {
        Map<String, Long> states =
                all.stream().collect(Collectors.groupingBy(one -> state.apply(one.subject()), Collectors.counting()));
        String tally = states.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", ", ": ", ""));
        return Figures.count(all.size(), noun) + (all.isEmpty() ? "" : tally);
    }

    public static List<String> rows(TextTable table) {
        List<String> lines = table.lines();
        return lines.subList(1, lines.size());
    }

    private static String words(String state, String detail) {
        return detail.isEmpty() ? state : state + ": " + detail;
    }

    private static String losses(PluginStatus plugin) {
        List<String> losses = new ArrayList<>();
        if (!plugin.reason().isEmpty()) {
            losses.add(plugin.reason());
        }
        if (plugin.failed() > 0) {
            losses.add(Figures.count(plugin.failed()) + " failed");
        }
        if (plugin.lost() > 0) {
            losses.add(Figures.count(plugin.lost()) + " lost");
        }
        if (plugin.deadLetters() > 0) {
            losses.add(Figures.count(plugin.deadLetters(), "dead letter"));
        }
        return String.join("; ", losses);
    }

    private static String archiveTime(SessionStatus session) {
        return session.archiveTimestamp() == 0 ? "" : Figures.moment(Instant.ofEpochSecond(session.archiveTimestamp()));
    }
}
