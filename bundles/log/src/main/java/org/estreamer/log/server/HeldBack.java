package org.estreamer.log.server;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Why a log takes nothing at the moment. Its beginning and its end are told, and when another plugin is the reason. Guarded by its
 * log, read by any thread.
 */
final class HeldBack {
    private static final Logger LOG = LoggerFactory.getLogger(HeldBack.class);

    private final String server;
    private volatile Obstacle obstacle = Obstacle.NONE;

    HeldBack(String server) {
        this.server = server;
    }

    /** For an operator; empty if it takes everything. */
    String why() {
        return obstacle.why();
    }

    boolean is() {
        return !obstacle.isNone();
    }

    void by(Obstacle now) {
        boolean news = !is() || !obstacle.plugin().equals(now.plugin());
        obstacle = now;
        if (news) {
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
