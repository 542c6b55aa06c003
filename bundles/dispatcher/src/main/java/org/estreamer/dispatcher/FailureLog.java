package org.estreamer.dispatcher;

import java.time.Duration;
import org.estreamer.record.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of a plugin's failures: each kind at once, then at most a line every ten seconds. For one thread. */
final class FailureLog {
    private static final Logger LOG = LoggerFactory.getLogger(FailureLog.class);
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final PluginIdentity plugin;
    private final Throttle calls = new Throttle(INTERVAL, System::nanoTime);
    private final Throttle positions = new Throttle(INTERVAL, System::nanoTime);
    private final Throttle waits = new Throttle(INTERVAL, System::nanoTime);
    private boolean waitingTold;

    FailureLog(PluginIdentity plugin) {
        this.plugin = plugin;
    }

    /**
     * A call threw.
     *
     * @param record the record it was given; null for the call that tells it is idle
     */
    void call(Record record, String failure) {
        long before = calls.admit();
        if (before != Throttle.HELD_BACK) {
            LOG.warn(
                    "Plugin {} of bundle {} failed at {}: {}{}",
                    plugin.name(),
                    plugin.bundle(),
                    record == null
                            ? "the end of its queue"
                            : "record " + record.type() + " (" + record.name() + ") of server " + record.server(),
                    failure,
                    more(before));
        }
    }

    /** A position could not be kept or read. */
    void position(String what, String failure) {
        long before = positions.admit();
        if (before != Throttle.HELD_BACK) {
            LOG.error("Plugin {} of bundle {}: {}: {}{}", plugin.name(), plugin.bundle(), what, failure, more(before));
        }
    }

    /** The plugin's destination takes nothing. */
    void waiting(String reason) {
        long before = waits.admit();
        waitingTold = before != Throttle.HELD_BACK;
        if (waitingTold) {
            LOG.warn(
                    "Plugin {} of bundle {} waits, because it cannot take records for now: {}. Nothing is lost meanwhile{}",
                    plugin.name(),
                    plugin.bundle(),
                    reason,
                    more(before));
        }
    }

    /** The plugin's destination takes records again. */
    void goesOn(Duration waited) {
        if (waitingTold) {
            LOG.info("Plugin {} of bundle {} goes on after {} ms", plugin.name(), plugin.bundle(), waited.toMillis());
        }
    }

    private static String more(long before) {
        return before == 0 ? "" : " (" + before + " more since the last such line)";
    }
}
