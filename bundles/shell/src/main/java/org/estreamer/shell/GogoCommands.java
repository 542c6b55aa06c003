package org.estreamer.shell;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.estreamer.pipeline.Dispatcher;
import org.estreamer.shell.check.CheckCommand;
import org.estreamer.shell.command.Time;
import org.estreamer.shell.command.UsageFault;
import org.estreamer.shell.configured.ConfiguredSessions;
import org.estreamer.shell.decode.DecodeCommand;
import org.estreamer.shell.live.Gauges;
import org.estreamer.shell.live.LogCommand;
import org.estreamer.shell.live.OperatorFolders;
import org.estreamer.shell.live.Overview;
import org.estreamer.shell.live.Services;
import org.estreamer.shell.text.Figures;
import org.estreamer.shell.text.TextTable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The commands of scope {@code estreamer} in a Gogo shell, of Felix or of Karaf. */
@Component(
        service = GogoCommands.class,
        property = {
            "osgi.command.scope=estreamer",
            "osgi.command.function=status",
            "osgi.command.function=sessions",
            "osgi.command.function=plugins",
            "osgi.command.function=log",
            "osgi.command.function=readmit",
            "osgi.command.function=decode",
            "osgi.command.function=check"
        })
public final class GogoCommands {
    private final Services services;
    private final ConfiguredSessions configured;
    private final String version;
    private final Time time;

    /** Made by Declarative Services. */
    @Activate
    public GogoCommands(BundleContext context, @Reference Services services) {
        this(
                services,
                OperatorFolders.from(context::getProperty),
                context.getBundle().getVersion().toString(),
                Time.SYSTEM);
    }

    GogoCommands(Services services, OperatorFolders folders, String version, Time time) {
        this.services = services;
        this.configured = new ConfiguredSessions(services, folders.etc());
        this.version = version;
        this.time = time;
    }

    /** A short look at the process, the sessions, the plugins and the logs. */
    @Descriptor("shows the process, the sessions, the plugins and the logs in short")
    public void status() throws InterruptedException {
        print(Overview.status(Gauges.look(services, time), process()));
    }

    /** Every session with its counts. */
    @Descriptor("lists the sessions with their servers")
    public void sessions() throws InterruptedException {
        print(Overview.sessions(Gauges.look(services, time)));
    }

    /** Every plugin with its counts. */
    @Descriptor("lists the plugins, the refused ones too, and the jars that do not run")
    public void plugins() throws InterruptedException {
        print(Overview.plugins(Gauges.look(services, time)));
        print(Overview.files(services.troubledFiles()));
    }

    /** The logs, or what is to be done with one. */
    @Descriptor("shows what has arrived and who has not finished it; checks a log, or lets go of what is kept for a"
            + " plugin: [verify NAME | forget PLUGIN]")
    public void log(String[] words) throws InterruptedException {
        try {
            new LogCommand(services, time, out()).run(List.of(words));
        } catch (UsageFault e) {
            usage(e, LogCommand.USAGE);
        }
    }

    /** Lets a plugin back in. */
    @Descriptor("gives records again to a plugin that was quarantined: NAME")
    public void readmit(@Descriptor("the plugin's name in the list of plugins") String plugin) {
        Dispatcher dispatcher = services.dispatcher();
        boolean back = dispatcher != null && dispatcher.readmit(plugin);
        String name = TextTable.harmless(plugin);
        out().println(
                        back
                                ? name + " gets records again"
                                : "no plugin " + name + " is in quarantine, or it is still busy with a record: see"
                                        + " estreamer:plugins");
    }

    /** Prints the records of a captured stream. */
    @Descriptor("prints the records in a file with the raw bytes of a server's stream: [--format json] FILE")
    public void decode(String[] words) throws InterruptedException {
        PrintStream out = out();
        try {
            new DecodeCommand(services, time, System.in, out, out).run(List.of(words));
        } catch (UsageFault e) {
            usage(e, DecodeCommand.USAGE);
        }
    }

    /** Tries the configured servers. */
    @Descriptor("tries each configured server step by step: [--save-trust FILE] [NAME...]")
    public void check(String[] words) throws InterruptedException {
        PrintStream out = out();
        try {
            new CheckCommand(services, configured, time, Duration.ZERO, out, out).run(List.of(words));
        } catch (UsageFault e) {
            usage(e, CheckCommand.USAGE);
        }
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

    private static void print(List<String> lines) {
        lines.forEach(out()::println);
    }

    private static void usage(UsageFault fault, String usage) {
        out().println(TextTable.harmless(fault.getMessage()));
        out().println(usage);
    }

    /** Gogo gives every shell its own standard output. */
    private static PrintStream out() {
        return System.out;
    }
}
