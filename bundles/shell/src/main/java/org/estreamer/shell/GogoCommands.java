package org.estreamer.shell;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.CommandSessionListener;
import org.apache.felix.service.command.Function;
import org.estreamer.shell.check.CheckCommand;
import org.estreamer.shell.check.OutputCheck;
import org.estreamer.shell.command.Command;
import org.estreamer.shell.command.Commands;
import org.estreamer.shell.command.Streams;
import org.estreamer.shell.command.Time;
import org.estreamer.shell.configured.ConfiguredPlugins;
import org.estreamer.shell.configured.ConfiguredSessions;
import org.estreamer.shell.configured.UnreadFiles;
import org.estreamer.shell.decode.DecodeCommand;
import org.estreamer.shell.live.LiveCommands;
import org.estreamer.shell.live.OperatorFolders;
import org.estreamer.shell.live.Services;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the commands into the scope {@code estreamer} of the shell there is: Karaf's, or Gogo's. */
@Component(
        service = {},
        immediate = true)
public final class GogoCommands {
    private static final Logger LOG = LoggerFactory.getLogger(GogoCommands.class);
    static final String SCOPE = "estreamer";

    private final AutoCloseable karaf;

    /** Made by Declarative Services; Gogo's commands leave with the bundle. */
    @Activate
    public GogoCommands(BundleContext context, @Reference Services services, @Reference UnreadFiles unread) {
        OperatorFolders folders = OperatorFolders.from(context::getProperty);
        OutputCheck outputs =
                new OutputCheck(services, new ConfiguredPlugins(context, services), unread::find, context::getProperty);
        Commands commands =
                of(services, outputs, folders, context.getBundle().getVersion().toString(), Time.SYSTEM);
        karaf = inKaraf(context, commands);
        try {
            if (karaf == null) {
                register(context, commands);
            }
        } catch (NoClassDefFoundError e) {
            LOG.debug("There is no Gogo, so it gets no commands", e);
        }
    }

    private static AutoCloseable inKaraf(BundleContext context, Commands commands) {
        try {
            KarafCommands shell = new KarafCommands(context, commands);
            shell.open();
            return shell::close;
        } catch (NoClassDefFoundError e) {
            LOG.debug("There is no Karaf", e);
            return null;
        }
    }

    /** Karaf keeps commands until they are taken out. */
    @Deactivate
    void stop() throws Exception {
        if (karaf != null) {
            karaf.close();
        }
    }

    private static void register(BundleContext context, Commands commands) {
        commands.all()
                .forEach(command -> register(
                        context, command.synopsis().name(), function(commands, command), Function.class.getName()));
        register(
                context,
                GogoCompletion.NEXT,
                new GogoCompletion(commands),
                Function.class.getName(),
                CommandSessionListener.class.getName());
    }

    private static void register(BundleContext context, String name, Function function, String... services) {
        context.registerService(
                services,
                function,
                FrameworkUtil.asDictionary(Map.of("osgi.command.scope", SCOPE, "osgi.command.function", name)));
    }

    /** What a shell inside the process has beside what can be asked from outside. */
    static Commands of(Services services, OutputCheck outputs, OperatorFolders folders, String version, Time time) {
        return LiveCommands.of(services, time, version)
                .and(
                        new DecodeCommand(services, time),
                        new CheckCommand(
                                services,
                                new ConfiguredSessions(services, folders.etc()),
                                outputs,
                                time,
                                Duration.ZERO));
    }

    /** A command as Gogo calls it: the words come as they were typed, since nothing is said of their types. */
    static Function function(Commands commands, Command command) {
        return new Function() {
            @Override
            public Object execute(CommandSession session, List<Object> words) throws InterruptedException {
                // Gogo gives every shell its own standard input and output
                PrintStream out = System.out;
                commands.run(
                        command.synopsis().name(),
                        words.stream().map(String::valueOf).toList(),
                        new Streams(System.in, out, out, out));
                return null;
            }
        };
    }
}
