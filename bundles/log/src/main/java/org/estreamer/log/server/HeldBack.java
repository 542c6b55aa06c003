package org.estreamer.log.server;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Why a log takes nothing at the moment. Its beginning and its end are told. Guarded by its log, read by any thread. */
final class HeldBack {
    private static final Logger LOG = LoggerFactory.getLogger(HeldBack.class);

    private final String server;
    private volatile String why = "";

    HeldBack(String server) {
        this.server = server;
    }

    /** For an operator; empty if it takes everything. */
    String why() {
        return why;
    }

    boolean is() {
        return !why.isEmpty();
    }

    void by(String reason) {
        boolean was = is();
        why = reason;
        if (!was) {
            LOG.warn("The log of server {} holds the server back, and loses nothing: {}", server, reason);
        }
    }

    void over() {
        if (is()) {
            why = "";
            LOG.info("The log of server {} takes records again", server);
        }
    }
}
