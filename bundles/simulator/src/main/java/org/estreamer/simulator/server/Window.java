package org.estreamer.simulator.server;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.estreamer.pipeline.message.Message;

/** What was sent and is not acknowledged yet, and whether the client is still there. Safe for two threads. */
final class Window {
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int outstanding;
    private boolean ended;
    private Message farewell;

    /**
     * Makes an open one.
     *
     * @param most how many bundles or bursts may be unacknowledged
     */
    Window(int most) {
        this.most = most;
    }

    void sent() {
        lock.lock();
        try {
            outstanding++;
        } finally {
            lock.unlock();
        }
    }

    void acknowledged() {
        lock.lock();
        try {
            outstanding = Math.max(0, outstanding - 1);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The client is gone or has to go.
     *
     * @param last what to tell it; null for nothing
     */
    void end(Message last) {
        lock.lock();
        try {
            ended = true;
            farewell = last;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isEnded() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /** What to tell the client at the end; null for nothing. */
    Message farewell() {
        lock.lock();
        try {
            return farewell;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until there is room and something is due; no longer than that.
     *
     * @param untilDue nanoseconds until something is due
     * @param limit    nanoseconds to wait at most
     * @return true if something may be sent now; false if the limit is over or the client is gone
     */
    boolean awaitTurn(long untilDue, long limit) throws InterruptedException {
        long start = System.nanoTime();
        lock.lock();
        try {
            long waited = 0;
            while (!ended && (outstanding >= most || waited < untilDue)) {
                long rest = (outstanding >= most ? limit : Math.min(limit, untilDue)) - waited;
                if (rest <= 0) {
                    return false;
                }
                changed.awaitNanos(rest);
                waited = System.nanoTime() - start;
            }
            return !ended;
        } finally {
            lock.unlock();
        }
    }
}
