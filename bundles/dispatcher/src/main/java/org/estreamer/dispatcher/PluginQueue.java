package org.estreamer.dispatcher;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The batches on their way to one plugin, bounded by the records and the bytes in them. Any number of readers put, the
 * plugin's worker takes.
 */
final class PluginQueue {
    /** What became of a batch. */
    enum Outcome {
        /** It is in the queue, or there was nothing in it for the plugin. */
        TAKEN,
        /** The queue is full and the plugin does without what does not fit. */
        DROPPED,
        /** The queue is full and the plugin stands still, so the batch passes it by. */
        BEHIND,
        /** The plugin gets nothing any more. */
        CLOSED
    }

    private final QueueLimits limits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Condition work = lock.newCondition();
    private final Queue<Parcel> parcels = new ArrayDeque<>();
    private int records;
    private long bytes;
    private boolean frozen;
    private boolean closed;
    private boolean poked;
    private volatile boolean aborted;

    PluginQueue(QueueLimits limits) {
        this.limits = limits;
    }

    /**
     * Puts a batch in and notes it, in one step. A batch larger than the whole queue fits into the empty one.
     *
     * @param wait whether to wait for room: until there is some, the queue is frozen or it is closed
     * @param note run when the batch is taken, before the worker can see it
     */
    Outcome put(Parcel parcel, boolean wait, Runnable note) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && records > 0 && !limits.allow(records + parcel.size(), bytes + parcel.bytes())) {
                if (!wait) {
                    return Outcome.DROPPED;
                }
                if (frozen) {
                    return Outcome.BEHIND;
                }
                room.await();
            }
            if (closed) {
                return Outcome.CLOSED;
            }
            note.run();
            parcels.add(parcel);
            records += parcel.size();
            bytes += parcel.bytes();
            work.signal();
            return Outcome.TAKEN;
        } finally {
            lock.unlock();
        }
    }

    /** The next batch; null if there is none. */
    Parcel poll() {
        lock.lock();
        try {
            Parcel parcel = parcels.poll();
            if (parcel != null) {
                records -= parcel.size();
                bytes -= parcel.bytes();
                room.signalAll();
            }
            return parcel;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a batch or a {@link #poke}; false if nothing will come any more. */
    boolean awaitWork() {
        lock.lock();
        try {
            while (parcels.isEmpty() && !poked && !closed) {
                work.awaitUninterruptibly();
            }
            poked = false;
            return !parcels.isEmpty() || !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Lets the worker rest for a time; false at once when the plugin is to end. */
    boolean rest(Duration time) {
        lock.lock();
        try {
            long left = time.toNanos();
            while (!closed && left > 0) {
                left = work.awaitNanos(left);
            }
            return !closed;
        } catch (InterruptedException e) {
            // by whom ends the plugin, or by the plugin itself, which then only rests less
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Wakes the worker. */
    void poke() {
        lock.lock();
        try {
            poked = true;
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Says whether the plugin stands still: a full queue holds nobody back while it does. */
    void freeze(boolean still) {
        lock.lock();
        try {
            frozen = still;
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes nothing more; what is in it is still delivered. */
    void close() {
        lock.lock();
        try {
            closed = true;
            room.signalAll();
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Takes nothing more and forgets what is in it. */
    void abort() {
        lock.lock();
        try {
            aborted = true;
            parcels.clear();
            records = 0;
            bytes = 0;
        } finally {
            lock.unlock();
        }
        close();
    }

    boolean aborted() {
        return aborted;
    }

    /** The records waiting. */
    int records() {
        lock.lock();
        try {
            return records;
        } finally {
            lock.unlock();
        }
    }
}
