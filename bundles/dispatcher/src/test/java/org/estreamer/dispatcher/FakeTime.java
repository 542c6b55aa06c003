package org.estreamer.dispatcher;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Time that passes as it does, and by leaps that a test makes. */
final class FakeTime implements LongSupplier {
    private final AtomicLong leaps = new AtomicLong();

    void leap(Duration ahead) {
        leaps.addAndGet(ahead.toNanos());
    }

    @Override
    public long getAsLong() {
        return System.nanoTime() + leaps.get();
    }
}
