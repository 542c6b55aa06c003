package org.estreamer.shell.live;

import java.time.Duration;
import org.estreamer.files.Folders;
import org.estreamer.pipeline.Ticker;
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

    /** A service on its way out must not end the lines of all later minutes. */
    private final Ticker minutes = new Ticker("estreamer-flow", e -> LOG.debug("What flows cannot be looked at", e));

    private final Ticker.Ticking lines;

    /** Made by Declarative Services. */
    @Activate
    public FlowLog(BundleContext context, @Reference Services services) {
        Gauges gauges = new Gauges(services, Time.SYSTEM, null);
        // where nothing flows, or the screen shows it
        boolean without =
                Folders.onlyLooks(context::getProperty) || "demo".equals(context.getProperty("estreamer.command"));
        lines = without
                ? null
                : minutes.every(Duration.ofMinutes(1), () -> LOG.info("{}", Overview.flow(gauges.take())));
    }

    /** Ends the lines. */
    @Deactivate
    void stop() {
        if (lines != null) {
            lines.close();
        }
    }
}
