package org.estreamer.dispatcher.delivery;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.estreamer.pipeline.log.LogGap;
import org.estreamer.record.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of what goes wrong with a plugin: each kind at once, then at most a line every ten seconds. For one thread. */
final class FailureLog {
    private static final Logger LOG = LoggerFactory.getLogger(FailureLog.class);
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final String plugin;
    private final Throttle calls;
    private final Throttle positions;
    private final Throttle waits;
    private final Throttle gaps;
    private final Throttle letters;
    private boolean waitingTold;
    private long lostUntold;
    private long lettersUntold;

    FailureLog(Subscription plugin, LongSupplier nanoTime) {
        this.plugin = plugin.name() + " of bundle " + plugin.bundle();
        calls = new Throttle(INTERVAL, nanoTime);
        positions = new Throttle(INTERVAL, nanoTime);
        waits = new Throttle(INTERVAL, nanoTime);
        gaps = new Throttle(INTERVAL, nanoTime);
        letters = new Throttle(INTERVAL, nanoTime);
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
                    "Plugin {} failed at {}: {}{}",
                    plugin,
                    record == null
                            ? "the call that tells it is idle"
                            : "record " + record.type() + " (" + record.name() + ") of server " + record.server(),
                    failure,
                    more(before));
        }
    }

    /** Dead letters had to go for others. */
    void lettersGone(int gone) {
        lettersUntold += gone;
        if (letters.admit() != Throttle.HELD_BACK) {
            LOG.warn(
                    "Plugin {}: its {} oldest dead letters had to make room and are lost; see deadLetterMegabytes in"
                            + " org.estreamer.dispatcher.cfg",
                    plugin,
                    lettersUntold);
            lettersUntold = 0;
        }
    }

    /** A position could not be kept, read or used as it is, or the log could not be read. */
    void position(String what, String failure) {
        long before = positions.admit();
        if (before != Throttle.HELD_BACK) {
            LOG.error("Plugin {}: {}: {}{}", plugin, what, failure, more(before));
        }
    }

    /** It is not where its position said. Told every time: it is rare. */
    void placed(String server, String told) {
        LOG.warn("Plugin {}, server {}: {}", plugin, server, told);
    }

    /** The log does not have some records that it should get. */
    void gap(String server, LogGap gap) {
        lostUntold += gap.count();
        if (gaps.admit() == Throttle.HELD_BACK) {
            return;
        }
        LOG.warn(
                "Plugin {} has lost {} records, the last of them of server {}, which arrived from {} to {}: {}",
                plugin,
                lostUntold,
                server,
                gap.from(),
                gap.to(),
                reason(gap.reason()));
        lostUntold = 0;
    }

    private static String reason(LogGap.Reason reason) {
        return switch (reason) {
            case RETENTION ->
                "the log had no room to keep them for it any longer; see maxMegabytes in org.estreamer.log.cfg";
            case DAMAGE -> "their bytes in the log are damaged; check the disk";
        };
    }

    /** The plugin's destination takes nothing. */
    void waiting(String reason) {
        long before = waits.admit();
        waitingTold = before != Throttle.HELD_BACK;
        if (waitingTold) {
            LOG.warn(
                    "Plugin {} waits, because it cannot take records for now: {}. Nothing is lost meanwhile{}",
                    plugin,
                    reason,
                    more(before));
        }
    }

    /** The plugin's destination takes records again. */
    void goesOn(Duration waited) {
        if (waitingTold) {
            LOG.info("Plugin {} goes on after {} ms", plugin, waited.toMillis());
        }
    }

    private static String more(long before) {
        return before == 0 ? "" : " (" + before + " more since the last such line)";
    }
}
