package org.estreamer.shell.live;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.estreamer.files.Folders;
import org.estreamer.shell.command.Time;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a line a minute into the log file that says what flows, so that it can be read afterwards when it stopped. */
@Component(
        service = {},
        immediate = true)
public final class FlowLog {
    private static final Logger LOG = LoggerFactory.getLogger(FlowLog.class);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "estreamer-flow");
        thread.setDaemon(true);
        return thread;
    });

    private final ScheduledFuture<?> lines;

    /** Made by Declarative Services. */
    @Activate
    public FlowLog(BundleContext context, @Reference Services services) {
        Gauges gauges = new Gauges(services, Time.SYSTEM, null);
        // where nothing flows, or the screen shows it
        boolean without =
                Folders.onlyLooks(context::getProperty) || "demo".equals(context.getProperty("estreamer.command"));
        lines = without ? null : timer.scheduleAtFixedRate(() -> write(gauges), 1, 1, TimeUnit.MINUTES);
    }

    private static void write(Gauges gauges) {
        try {
            LOG.info("{}", Overview.flow(gauges.take()));
        } catch (RuntimeException e) {
            // a service on its way out must not end the lines of all later minutes
            LOG.debug("What flows cannot be looked at", e);
        }
    }

    /** Ends the lines. */
    @Deactivate
    void stop() {
        if (lines != null) {
            lines.cancel(false);
        }
        timer.shutdownNow();
    }
}
