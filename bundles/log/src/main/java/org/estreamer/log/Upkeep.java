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
 * Looks after all logs, on two threads, so that who waits for the disk never waits for the rest as well:
 *
 * <pre>
 *   estreamer-log-commit   makes durable what was written, at intervals and whenever somebody waits for it (one for all who wait)
 *   estreamer-log-upkeep   keeps the places, and lets go of what nobody needs, every second
 * </pre>
 */
final class Upkeep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

    private final Supplier<Collection<ServerLog>> logs;
    private final Places places;
    private final long syncNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition due = lock.newCondition();
    private final Condition over = lock.newCondition();
    /** Held in a turn of each. */
    private final Object committing = new Object();

    private final Object looking = new Object();
    private final Thread commit;
    private final Thread upkeep;
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
        commit = begin(this::commit, "estreamer-log-commit");
        upkeep = begin(this::lookAfter, "estreamer-log-upkeep");
    }

    private static Thread begin(Runnable work, String name) {
        // inherits nothing from the thread that starts the bundle
        Thread thread = new Thread(null, work, name, 0, false);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Something that takes files away. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    /** Does something to the logs while nobody looks after them. */
    void pausedFor(Work work) throws IOException {
        synchronized (looking) {
            synchronized (committing) {
                work.run();
            }
        }
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

    private void commit() {
        while (await(due, syncNanos)) {
            turn(committing, () -> logs.get().forEach(ServerLog::force));
        }
    }

    private void lookAfter() {
        while (await(over, LOOK_NANOS)) {
            turn(looking, this::look);
        }
    }

    private void look() {
        logs.get().forEach(ServerLog::upkeep);
        savePlaces();
    }

    /** A turn that fails is not the last one: nothing would be durable any more. */
    private static void turn(Object held, Runnable work) {
        synchronized (held) {
            try {
                work.run();
            } catch (RuntimeException | OutOfMemoryError e) { // a plugin may use up the heap
                LOG.error("Looking after the logs failed; it is done again", e);
            }
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
                        "The places of the plugins cannot be kept: {}. It is tried again every second; should the"
                                + " process end before, plugins without a position of their own get some records twice",
                        e.toString());
            }
            placesFailed = true;
        }
    }

    /** Waits for the next turn; false if there is none. */
    private boolean await(Condition condition, long nanos) {
        lock.lock();
        try {
            long left = nanos;
            while (!ended && left > 0 && !(asked && condition == due)) {
                left = condition.awaitNanos(left);
            }
            asked &= condition != due;
            return !ended;
        } catch (InterruptedException e) {
            LOG.warn(
                    "The thread {} was interrupted; it goes on",
                    Thread.currentThread().getName());
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
            over.signal();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        while (commit.isAlive() || upkeep.isAlive()) {
            try {
                upkeep.join(TimeUnit.SECONDS.toMillis(1));
                commit.join(TimeUnit.SECONDS.toMillis(1));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
