package org.estreamer.dispatcher.delivery;

import java.util.concurrent.atomic.AtomicLong;

/** What became of the records for one plugin. Outlives its worker, so that the figures survive a quarantine. */
public final class Tally {
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();

    /** Records the plugin has taken. */
    public long delivered() {
        return delivered.get();
    }

    /** Calls that threw. */
    public long failed() {
        return failed.get();
    }

    /** Records that the log could not give it, and dead letters that had to make room. */
    public long lost() {
        return lost.get();
    }

    /** Only the plugin's thread counts: a plain step is enough. */
    void tookOne() {
        delivered.lazySet(delivered.getPlain() + 1);
    }

    void failedOne() {
        failed.lazySet(failed.getPlain() + 1);
    }

    /** It had taken the record before. */
    void rejectedOne() {
        delivered.lazySet(delivered.getPlain() - 1);
        failedOne();
    }

    void lost(long count) {
        lost.lazySet(lost.getPlain() + count);
    }
}
