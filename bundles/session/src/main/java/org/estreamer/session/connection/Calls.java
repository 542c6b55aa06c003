package org.estreamer.session.connection;

import java.util.concurrent.atomic.AtomicLong;

/** Calls of one thread that may block. Another thread sees whether one is under way, and whether it is still the same. */
public final class Calls {
    /** Odd while a call is under way. */
    private final AtomicLong turns = new AtomicLong();

    public void begin() {
        turns.incrementAndGet();
    }

    public void end() {
        turns.incrementAndGet();
    }

    /** The number of the call that is under way; zero for none. */
    long current() {
        long turn = turns.get();
        return (turn & 1) == 1 ? turn : 0;
    }
}
