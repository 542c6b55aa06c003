package org.estreamer.shell.live;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.estreamer.shell.command.Command;
import org.estreamer.shell.command.Commands;
import org.estreamer.shell.command.Synopsis;
import org.estreamer.shell.command.Time;
import org.estreamer.shell.text.Figures;

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
                        snapshot -> Overview.status(snapshot, process())),
                view("sessions", "lists the sessions with their servers", Overview::sessions),
                view(
                        "plugins",
                        "lists the plugins, the refused ones too, and the jars that do not run",
                        Overview::plugins),
                new LogCommand(services, time),
                new ReadmitCommand(services)));
    }

    private Command view(String name, String summary, Function<Snapshot, List<String>> lines) {
        return new ViewCommand(Synopsis.of(name, summary, ""), services, time, lines);
    }

    private String process() {
        Runtime runtime = Runtime.getRuntime();
        Duration up = Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
        return "estreamer " + version + ", up " + Figures.duration(up) + ", heap "
                + Figures.bytes(runtime.totalMemory() - runtime.freeMemory()) + " of "
                + Figures.bytes(runtime.maxMemory()) + ", "
                + Figures.count(ManagementFactory.getThreadMXBean().getThreadCount(), "thread") + ", Java "
                + Runtime.version();
    }
}
