package org.estreamer.dispatcher.delivery;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Keeps a log readable: lets the first line through, then one in every interval. For one thread. */
final class Throttle {
    /** The answer of {@link #admit} for a line that is not to be written. */
    static final long HELD_BACK = -1;

    private final long intervalNanos;
    private final LongSupplier nanoTime;
    private long last;
    private long heldBack = HELD_BACK;

    Throttle(Duration interval, LongSupplier nanoTime) {
        this.intervalNanos = interval.toNanos();
        this.nanoTime = nanoTime;
    }

    /** How many lines were held back since the last one, or {@link #HELD_BACK} if this one is too. */
    long admit() {
        long now = nanoTime.getAsLong();
        if (heldBack != HELD_BACK && now - last < intervalNanos) {
            heldBack++;
            return HELD_BACK;
        }
        long before = Math.max(heldBack, 0);
        heldBack = 0;
        last = now;
        return before;
    }
}
