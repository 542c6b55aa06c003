package org.estreamer.log.resume;

import java.util.concurrent.atomic.AtomicLong;

/** How much memory the digests of all servers may take together. Safe for any number of threads. */
public final class DigestMemory {
    private final long most;
    private final AtomicLong taken = new AtomicLong();

    /**
     * Makes one.
     *
     * @param most bytes
     */
    public DigestMemory(long most) {
        this.most = most;
    }

    /** Takes some; false if there is not enough left. */
    boolean take(long bytes) {
        if (taken.addAndGet(bytes) <= most) {
            return true;
        }
        taken.addAndGet(-bytes);
        return false;
    }

    void give(long bytes) {
        taken.addAndGet(-bytes);
    }

    /** Whether less than half is left. */
    boolean isScarce() {
        return taken.get() > most / 2;
    }

    /** How much is taken. */
    public long taken() {
        return taken.get();
    }
}
