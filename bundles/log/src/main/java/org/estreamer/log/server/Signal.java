package org.estreamer.log.server;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes readers. Safe for any number of threads. */
public final class Signal {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition given = lock.newCondition();
    private final AtomicLong count = new AtomicLong();

    /** How often it was given so far, for {@link #await}. */
    public long count() {
        return count.get();
    }

    /** Wakes all who wait. */
    public void give() {
        lock.lock();
        try {
            count.incrementAndGet();
            given.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until it was given again.
     *
     * @param seen  its count before the look that found nothing
     * @param nanos how long to wait at most
     * @throws InterruptedException if the thread was interrupted
     */
    public void await(long seen, long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (count.get() == seen && left > 0) {
                left = given.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
