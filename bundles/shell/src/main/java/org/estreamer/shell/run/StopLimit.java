package org.estreamer.shell.run;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.estreamer.shell.command.ExitStatus;
import org.estreamer.shell.command.Time;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Ends the process in time once it has been told to stop. The framework waits for its bundles without a limit; this is
 * the limit, in case one of them hangs. Where there is no launcher, as in Karaf, it does nothing.
 */
@Component(
        service = {},
        immediate = true)
public final class StopLimit {
    /** Less than the ten seconds that whoever stops the process waits, more than plugins get for what they have in hand. */
    private static final Duration LIMIT = Duration.ofSeconds(9);

    private final Time time;
    private final Supplier<List<String>> unstopped;
    private final Consumer<String> operator;
    private final IntConsumer halt;
    /** A hook must end itself for the process to end, so it only starts a thread that need not. */
    private final Thread hook = new Thread(this::watch, "estreamer-stop");

    /** Made by Declarative Services. */
    @Activate
    public StopLimit(BundleContext context) {
        this(Time.SYSTEM, stopping(context), System.err::println, Runtime.getRuntime()::halt);
        if (context.getProperty("estreamer.command") != null) {
            Runtime.getRuntime().addShutdownHook(hook);
        }
    }

    StopLimit(Time time, Supplier<List<String>> unstopped, Consumer<String> operator, IntConsumer halt) {
        this.time = time;
        this.unstopped = unstopped;
        this.operator = operator;
        this.halt = halt;
    }

    /** Lets go of the process, unless it is stopping already. */
    @Deactivate
    void stop() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is stopping: now is when the limit counts
            return;
        }
    }

    /** Counts the time from now, in a thread that does not keep the process alive. */
    void watch() {
        Thread limit = new Thread(this::end, "estreamer-stop-limit");
        limit.setDaemon(true);
        limit.start();
    }

    private void end() {
        try {
            time.pause(LIMIT);
        } catch (InterruptedException e) {
            // nobody is to shorten the time that bundles have: the process ends when they are done
            return;
        }
        operator.accept("estreamer: ended without waiting any longer for " + String.join(", ", unstopped.get()));
        halt.accept(ExitStatus.FAILED);
    }

    private static Supplier<List<String>> stopping(BundleContext context) {
        BundleContext framework =
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getBundleContext();
        return () -> Arrays.stream(framework.getBundles())
                .filter(bundle -> bundle.getBundleId() != 0 && bundle.getState() == Bundle.STOPPING)
                .map(Bundle::getSymbolicName)
                .toList();
    }
}
