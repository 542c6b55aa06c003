package org.estreamer.log.server;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Why a log takes nothing at the moment. Its beginning and its end are told, and when another plugin is the reason, which may
 * be a minute later. Guarded by its log, read by any thread.
 */
final class HeldBack {
    private static final Logger LOG = LoggerFactory.getLogger(HeldBack.class);

    private static final long OTHER_PLUGIN_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final String server;
    private final LongSupplier nanoTime;
    private volatile Obstacle obstacle = Obstacle.NONE;
    /** The plugin that was named last, and when. */
    private String told = "";

    private long toldAt;

    HeldBack(String server, LongSupplier nanoTime) {
        this.server = server;
        this.nanoTime = nanoTime;
    }

    /** For an operator; empty if it takes everything. */
    String why() {
        return obstacle.why();
    }

    boolean is() {
        return !obstacle.isNone();
    }

    void by(Obstacle now) {
        long nanos = nanoTime.getAsLong();
        // plugins that are equally slow take turns as the reason
        boolean news = !is() || (!told.equals(now.plugin()) && nanos - toldAt >= OTHER_PLUGIN_NANOS);
        obstacle = now;
        if (news) {
            told = now.plugin();
            toldAt = nanos;
            LOG.warn("The log of server {} holds the server back, and loses nothing: {}", server, now.why());
        }
    }

    void over() {
        if (is()) {
            obstacle = Obstacle.NONE;
            LOG.info("The log of server {} takes records again", server);
        }
    }
}
