package org.estreamer.shell;

import java.util.function.IntConsumer;
import org.estreamer.shell.check.OutputCheck;
import org.estreamer.shell.command.ExitStatus;
import org.estreamer.shell.command.Streams;
import org.estreamer.shell.command.Time;
import org.estreamer.shell.configured.ConfiguredPlugins;
import org.estreamer.shell.configured.UnreadFiles;
import org.estreamer.shell.demo.SummaryPlugin;
import org.estreamer.shell.live.Services;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out the command that the launcher was started with, and ends the process with its exit status. Where there is
 * no launcher, as in Karaf, it does nothing.
 */
@Component(
        service = {},
        immediate = true)
public final class LauncherCommands {
    private static final Logger LOG = LoggerFactory.getLogger(LauncherCommands.class);
    private static final long STOP_MILLIS = 2000;

    private final CommandLine commandLine;
    private final IntConsumer exit;
    private final Thread thread;
    /** No lock: the process is ended from inside the command's thread, and that stops this component. */
    private volatile boolean exiting;

    private volatile boolean stopping;

    /** Made by Declarative Services. */
    @Activate
    public LauncherCommands(BundleContext context, @Reference Services services, @Reference UnreadFiles unread) {
        this(
                new CommandLine(
                        context::getProperty,
                        services,
                        new OutputCheck(
                                services, new ConfiguredPlugins(context, services), unread::find, context::getProperty),
                        Time.SYSTEM,
                        Streams.ofProcess(),
                        new SummaryPlugin(context)::register),
                System::exit);
    }

    LauncherCommands(CommandLine commandLine, IntConsumer exit) {
        this.commandLine = commandLine;
        this.exit = exit;
        this.thread = new Thread(this::run, "estreamer-" + commandLine.command());
        thread.setDaemon(true);
        if (!commandLine.command().isEmpty()) {
            thread.start();
        }
    }

    /** Ends the command, if it has not ended by itself. */
    @Deactivate
    void stop() {
        if (exiting) {
            return;
        }
        stopping = true;
        thread.interrupt();
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        int status = ExitStatus.FAILED;
        try {
            status = commandLine.run();
        } catch (InterruptedException e) {
            // only stop() interrupts
            return;
        } catch (RuntimeException e) {
            commandLine.say(commandLine.command() + " failed: " + e);
            LOG.debug("{} failed", commandLine.command(), e);
        }
        if (!stopping) {
            exiting = true;
            exit.accept(status);
        }
    }
}
