package org.estreamer.dispatcher;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** How long a plugin may drain: each its own time, but all of them together only one when everything goes down. */
final class ShutdownClock {
    private final BooleanSupplier stopping;
    private final Duration drain;
    private long deadline;
    private boolean begun;

    ShutdownClock(BooleanSupplier stopping, Duration drain) {
        this.stopping = stopping;
        this.drain = drain;
    }

    /** Whether everything is going down. */
    synchronized boolean begun() {
        if (!begun && stopping.getAsBoolean()) {
            begun = true;
            deadline = System.nanoTime() + drain.toNanos();
        }
        return begun;
    }

    /** How long a plugin that leaves now may go on with its queue. */
    synchronized Duration drain() {
        return begun() ? Duration.ofNanos(Math.max(deadline - System.nanoTime(), 0)) : drain;
    }
}
