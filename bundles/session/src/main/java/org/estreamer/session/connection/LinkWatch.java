package org.estreamer.session.connection;

import java.time.Duration;
import org.estreamer.pipeline.Ticker;

/**
 * Ends a connection that holds but should not: the server does not read, a message never gets complete, or the
 * connection was made with files that are others by now. The thread of the session cannot tell, as it is blocked just
 * then. Time is counted in looks and not by the clock, so that a process that stood still does not blame the server.
 */
public final class LinkWatch {
    /** A link that is slower than half of this a second would take a day and more for the longest message. */
    private static final int BYTES_FOR_A_SECOND = 1024;

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final int LEAST_LOOKS = 8;

    private final ServerLink link;
    private final Arrivals arrivals;
    private final ConnectionFiles files;
    private final Duration readTimeout;
    private final Duration pause;
    private final long looksInTimeout;
    private final Lasting sending = new Lasting();
    private final Lasting receiving = new Lasting();
    private long arrivedBefore;
    private long filesLooked = System.nanoTime();

    /**
     * Prepares the watch over one connection.
     *
     * @param link        ends it
     * @param arrivals    what comes from the server
     * @param files       what the connection was made with
     * @param readTimeout how long a server may keep this side waiting
     */
    public LinkWatch(ServerLink link, Arrivals arrivals, ConnectionFiles files, Duration readTimeout) {
        this.link = link;
        this.arrivals = arrivals;
        this.files = files;
        this.readTimeout = readTimeout;
        Duration share = readTimeout.dividedBy(LEAST_LOOKS);
        this.pause = share.compareTo(LONGEST_PAUSE) < 0 ? share : LONGEST_PAUSE;
        this.looksInTimeout = readTimeout.dividedBy(pause);
    }

    /** Looks until that is closed. */
    public Ticker.Ticking start() {
        return link.ticker().every(pause, this::look);
    }

    /** Looks once, and ends the connection if need be. */
    void look() {
        if (sending.looks(link.writes().current()) > looksInTimeout) {
            link.giveUp("the server does not read: what was sent to it has waited for " + readTimeout.toSeconds()
                    + " s (readTimeoutSeconds); if this comes again, look at the load of the server or restart its"
                    + " eStreamer service");
        } else if (filesExchanged()) {
            link.giveUp("identity or trust has changed, and the connection was made with what was there");
        } else {
            requireProgress();
        }
    }

    /** A wait without any byte is the read timeout's business; this is for bytes that lead to no message. */
    private void requireProgress() {
        long looks = receiving.looks(arrivals.waits().current());
        long arrived = arrivals.bytes();
        if (looks == 0) {
            arrivedBefore = arrived;
        } else if (looks > 2 * looksInTimeout) {
            long progress = arrived - arrivedBefore;
            if (progress < BYTES_FOR_A_SECOND * readTimeout.toMillis() / 1000) {
                giveUpOnDrip(progress);
            }
            receiving.restart();
        }
    }

    private void giveUpOnDrip(long bytes) {
        link.giveUp("the server drips: no message got complete within "
                + readTimeout.multipliedBy(2).toSeconds() + " s (twice readTimeoutSeconds), and only " + bytes
                + " bytes came; check the network between here and the server, and the server's load");
    }

    /** A server or an identity that is no longer trusted must not go on for as long as the connection happens to hold. */
    private boolean filesExchanged() {
        long now = System.nanoTime();
        if (now - filesLooked < LONGEST_PAUSE.toNanos()) {
            return false;
        }
        filesLooked = now;
        return files.exchanged();
    }

    /** For how many looks the same call is under way. */
    private static final class Lasting {
        private long call;
        private long looks;

        /** How many looks ago this call was seen first; zero if it is new, or none. */
        long looks(long current) {
            if (current == 0 || current != call) {
                restart();
                call = current;
            } else {
                looks++;
            }
            return looks;
        }

        void restart() {
            call = 0;
            looks = 0;
        }
    }
}
