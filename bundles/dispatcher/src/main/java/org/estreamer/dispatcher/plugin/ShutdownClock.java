package org.estreamer.dispatcher.plugin;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** How long a plugin may take to leave: each its own time, but all of them together only one when everything goes down. */
final class ShutdownClock {
    private final BooleanSupplier stopping;
    private final Duration drain;
    private final LongSupplier nanoTime;
    private long deadline;
    private boolean begun;

    ShutdownClock(BooleanSupplier stopping, Duration drain, LongSupplier nanoTime) {
        this.stopping = stopping;
        this.drain = drain;
        this.nanoTime = nanoTime;
    }

    /** Whether everything is going down. */
    synchronized boolean begun() {
        if (stopping.getAsBoolean()) {
            begin();
        }
        return begun;
    }

    /** Everything goes down from now on. */
    synchronized void begin() {
        if (!begun) {
            begun = true;
            deadline = nanoTime.getAsLong() + drain.toNanos();
        }
    }

    /** How long a plugin that leaves now may take. */
    synchronized Duration drain() {
        return begun() ? Duration.ofNanos(Math.max(deadline - nanoTime.getAsLong(), 0)) : drain;
    }
}
