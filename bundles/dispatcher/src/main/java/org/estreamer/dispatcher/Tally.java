package org.estreamer.dispatcher;

import java.util.concurrent.atomic.AtomicLong;

/** What became of the records for one plugin. Outlives its worker, so that the figures survive a quarantine. */
final class Tally {
    /** Records the plugin has taken. Only its worker counts. */
    final AtomicLong delivered = new AtomicLong();

    /** Calls that threw. Only its worker counts. */
    final AtomicLong failed = new AtomicLong();

    /** Records left out because the queue was full. */
    final AtomicLong dropped = new AtomicLong();

    /** Records that the plugin had finished on an earlier connection. */
    final AtomicLong skipped = new AtomicLong();

    /** Counts up without the cost of an atomic step, where only one thread counts. */
    static void count(AtomicLong counter) {
        counter.lazySet(counter.getPlain() + 1);
    }
}
