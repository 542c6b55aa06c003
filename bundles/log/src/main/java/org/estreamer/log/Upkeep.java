package org.estreamer.log;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.estreamer.log.place.Places;
import org.estreamer.log.server.ServerLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that looks after all logs: makes durable what was written, at intervals and whenever somebody waits for it (one for
 * all who wait), keeps the places, and lets go of what nobody needs.
 */
final class Upkeep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

    private final Supplier<Collection<ServerLog>> logs;
    private final Places places;
    private final long syncNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition due = lock.newCondition();
    private final Thread thread;
    private boolean asked;
    private boolean ended;
    private boolean placesFailed;

    /**
     * Begins.
     *
     * @param logs those that are there
     * @param sync how often what was written is made durable
     */
    Upkeep(Supplier<Collection<ServerLog>> logs, Places places, Duration sync) {
        this.logs = logs;
        this.places = places;
        this.syncNanos = sync.toNanos();
        // inherits nothing from the thread that starts the bundle
        thread = new Thread(null, this::run, "estreamer-log-upkeep", 0, false);
        thread.setDaemon(true);
        thread.start();
    }

    /** Something that takes files away. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    /** Does something to the logs while nobody looks after them. */
    synchronized void pausedFor(Work work) throws IOException {
        work.run();
    }

    /** Somebody waits for the disk. */
    void syncNow() {
        lock.lock();
        try {
            asked = true;
            due.signal();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        long lookAt = System.nanoTime() + LOOK_NANOS;
        while (await()) {
            turn(() -> logs.get().forEach(ServerLog::force));
            if (System.nanoTime() - lookAt >= 0) {
                turn(this::look);
                lookAt = System.nanoTime() + LOOK_NANOS;
            }
        }
    }

    private void look() {
        logs.get().forEach(ServerLog::upkeep);
        savePlaces();
    }

    /** A turn that fails is not the last one: nothing would be durable any more. */
    private synchronized void turn(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | OutOfMemoryError e) { // a plugin may use up the heap
            LOG.error("Looking after the logs failed; it is done again", e);
        }
    }

    /** Keeps the places; says so once if that is not possible. */
    void savePlaces() {
        try {
            places.note(logs.get());
            places.save();
            placesFailed = false;
        } catch (IOException e) {
            if (!placesFailed) {
                LOG.error(
                        "The places of the plugins cannot be kept: {}. It is tried again every second; should the process end"
                                + " before, plugins without a position of their own get some records twice",
                        e.toString());
            }
            placesFailed = true;
        }
    }

    private boolean await() {
        lock.lock();
        try {
            long left = syncNanos;
            while (!asked && !ended && left > 0) {
                left = due.awaitNanos(left);
            }
            asked = false;
            return !ended;
        } catch (InterruptedException e) {
            LOG.warn("The thread that looks after the logs was interrupted; it goes on");
            return !ended;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            ended = true;
            due.signal();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join(TimeUnit.SECONDS.toMillis(1));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
