package org.estreamer.log.server;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Why a log takes nothing at the moment. Beginning and end are told at once. A log that fills and empties again and again is told
 * of once in a while, with what was not told in between; one that stays full is told of within a minute.
 *
 * <pre>
 *   told            told: 3 times more, 4 s in all
 *   |##|   |#| |##| |#|###|
 *   |&lt;-- QUIET --&gt;|
 * </pre>
 *
 * Guarded by its log, read by any thread.
 */
final class HeldBack {
    private static final Logger LOG = LoggerFactory.getLogger(HeldBack.class);

    private static final long QUIET = TimeUnit.MINUTES.toNanos(10);
    private static final long LONG = TimeUnit.MINUTES.toNanos(1);

    private final String server;
    private final LongSupplier nanoTime;
    private volatile Obstacle obstacle = Obstacle.NONE;
    private long since;
    private long until;
    /** Whether this time was told of, and with which plugin. */
    private boolean told;

    private String toldPlugin = "";
    private long toldAt;
    /** How often it was not told, and how long all of that took. */
    private int untold;

    private long untoldNanos;

    HeldBack(String server, LongSupplier nanoTime) {
        this.server = server;
        this.nanoTime = nanoTime;
        toldAt = nanoTime.getAsLong() - QUIET;
    }

    /** For an operator; empty if it takes everything. */
    String why() {
        return obstacle.why();
    }

    boolean is() {
        return !obstacle.isNone();
    }

    /** It takes nothing, or still nothing. */
    void by(Obstacle now) {
        long nanos = nanoTime.getAsLong();
        if (!is()) {
            since = nanos;
            told = false;
        }
        obstacle = now;
        if (isNews(nanos)) {
            LOG.warn(
                    "The log of server {} holds the server back, and loses nothing: {}{}", server, now.why(), before());
            told = true;
            toldPlugin = now.plugin();
            told(nanos);
        }
    }

    private boolean isNews(long nanos) {
        if (told) {
            // plugins that are equally slow take turns as the reason
            return !toldPlugin.equals(obstacle.plugin()) && nanos - toldAt >= LONG;
        }
        return nanos - toldAt >= QUIET || nanos - since >= LONG;
    }

    private String before() {
        return untold == 0 ? "" : ". Since the last message it did so " + times();
    }

    private String times() {
        return untold + (untold == 1 ? " time more, " : " times more, ") + TimeUnit.NANOSECONDS.toSeconds(untoldNanos)
                + " s in all";
    }

    private void told(long nanos) {
        toldAt = nanos;
        untold = 0;
        untoldNanos = 0;
    }

    /** It takes everything. */
    void over() {
        if (is()) {
            obstacle = Obstacle.NONE;
            until = nanoTime.getAsLong();
            long nanos = until - since;
            if (told) {
                LOG.info(
                        "The log of server {} takes records again, after {} s",
                        server,
                        TimeUnit.NANOSECONDS.toSeconds(nanos));
            } else {
                untold++;
                untoldNanos += nanos;
            }
        }
    }

    /** Tells what was not told and is past. To be called now and then. */
    void look() {
        long nanos = nanoTime.getAsLong();
        if (!is() && untold > 0 && nanos - toldAt >= QUIET && nanos - until >= LONG) {
            LOG.info(
                    "The log of server {} takes records. Since the last message it held the server back {}",
                    server,
                    times());
            told(nanos);
        }
    }
}
