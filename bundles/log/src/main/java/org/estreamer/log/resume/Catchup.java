package org.estreamer.log.resume;

import java.util.concurrent.TimeUnit;

/**
 * Whether a server is still sending what it had stored before: archival time goes on faster than time here. Looked at for five
 * seconds each, by a clock that nobody sets. For one thread.
 */
final class Catchup {
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** A second of ours has room for one and a quarter of theirs, and the look for two more. */
    private static final double FASTER = 1.25;

    private static final long SLACK_SECONDS = 2;

    private boolean history;
    private boolean looking;
    private long began;
    private long from;

    Catchup(boolean history) {
        this.history = history;
    }

    /** Whether history comes, as far as is known. */
    boolean history() {
        return history;
    }

    /** What is known from before this process. */
    void restore(boolean before) {
        history = before;
    }

    /** A connection begins. */
    void connected() {
        looking = false;
    }

    /**
     * Looks again.
     *
     * @param now       nanoseconds
     * @param watermark where the server is
     */
    void look(long now, long watermark) {
        if (!looking) {
            begin(now, watermark);
            return;
        }
        long took = now - began;
        if (watermark - from > FASTER * took / TimeUnit.SECONDS.toNanos(1) + SLACK_SECONDS) {
            history = true;
            begin(now, watermark);
        } else if (took >= LOOK_NANOS) {
            history = false;
            begin(now, watermark);
        }
    }

    private void begin(long now, long watermark) {
        looking = true;
        began = now;
        from = watermark;
    }
}
