package org.estreamer.shell.live;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.estreamer.shell.command.Command;
import org.estreamer.shell.command.Commands;
import org.estreamer.shell.command.Synopsis;
import org.estreamer.shell.command.Time;
import org.estreamer.shell.live.Health.Part;

/** What can be asked of the process that runs: a new command is a line in here, and is then everywhere. */
public final class LiveCommands {
    private final Services services;
    private final Time time;
    private final String version;

    private LiveCommands(Services services, Time time, String version) {
        this.services = services;
        this.time = time;
        this.version = version;
    }

    /**
     * The commands in the order in which they are listed.
     *
     * @param version the program's version
     */
    public static Commands of(Services services, Time time, String version) {
        return new LiveCommands(services, time, version).all();
    }

    private Commands all() {
        return new Commands(List.of(
                view(
                        "status",
                        "shows the process, the sessions, the plugins and the logs in short",
                        EnumSet.allOf(Part.class),
                        snapshot -> Overview.status(snapshot, ProcessStatus.now(version))),
                view(
                        "sessions",
                        "lists the sessions with their servers",
                        EnumSet.of(Part.SESSIONS),
                        Overview::sessions),
                view(
                        "plugins",
                        "lists the plugins, the refused ones too, and the jars that do not run",
                        EnumSet.of(Part.PLUGINS),
                        Overview::plugins),
                new LogCommand(
                        services, view("log", "", EnumSet.of(Part.LOGS), snapshot -> LogTables.all(snapshot.logs()))),
                new ReadmitCommand(services),
                new ReplayCommand(services, time),
                new DeadLetterCommand(services)));
    }

    private Command view(String name, String summary, Set<Part> parts, Function<Snapshot, List<String>> lines) {
        return new ViewCommand(Synopsis.of(name, summary, "[--json]"), services, time, version, parts, lines);
    }
}
