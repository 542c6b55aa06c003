package org.estreamer.log.server;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.estreamer.pipeline.log.FencedException;
import org.estreamer.record.RecordBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Appends to a log for one writer: shuts out whoever wrote before, waits while there is no room, and tells readers what is new. */
final class Appender {
    private static final Logger LOG = LoggerFactory.getLogger(Appender.class);
    private static final long LOOK_AGAIN_MILLIS = 1000;
    private static final long NEWS_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final ServerLog log;
    private final Retention retention;
    private final HeldBack heldBack;
    private final ReentrantLock lock;
    private final Condition room;
    /** Guarded by the lock. */
    private SessionWriter writer;
    /** Waking somebody costs as much as writing some records. Both belong to the writer. */
    private long newsAt;

    private boolean owesNews;

    Appender(ServerLog log, Retention retention, HeldBack heldBack, ReentrantLock lock) {
        this.log = log;
        this.retention = retention;
        this.heldBack = heldBack;
        this.lock = lock;
        this.room = lock.newCondition();
    }

    /**
     * Takes the log for writing; whoever had it before is fenced.
     *
     * @param address host and port of the server
     */
    SessionWriter write(String address) {
        lock.lock();
        try {
            if (writer != null) {
                LOG.warn("The log of server {} is taken by another writer: the one before is shut out", log.server());
            }
            writer = new SessionWriter(log, this, address);
            room.signalAll();
            return writer;
        } finally {
            lock.unlock();
        }
    }

    /** Whether a session has it. */
    boolean isWritten() {
        return log.locked((held, now) -> writer != null);
    }

    void release(SessionWriter leaving) {
        lock.lock();
        try {
            if (writer == leaving) {
                writer = null;
                heldBack.over();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * A writer begins a connection.
     *
     * @return the generation that it knows from now on
     * @throws IOException if it is not the writer any more, or the end of the log has to go back and the disk does not let it
     */
    int begin(SessionWriter who) throws IOException {
        lock.lock();
        try {
            requireWriter(who);
            return log.settle();
        } finally {
            lock.unlock();
        }
    }

    private void requireWriter(SessionWriter who) throws FencedException {
        if (writer != who) {
            throw new FencedException("the log of server " + log.server() + " was taken by another writer, or closed");
        }
    }

    /**
     * Appends records as one batch; waits while that is not possible.
     *
     * @param as the generation that the writer knows
     */
    void append(SessionWriter who, int as, RecordBatch records) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            Obstacle obstacle = obstacle(who, as, records);
            while (!obstacle.isNone()) {
                heldBack.by(obstacle);
                // also looks again at a disk that was full, and at who has come or gone
                room.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
                obstacle = obstacle(who, as, records);
            }
            heldBack.over();
        } finally {
            lock.unlock();
        }
    }

    /** Appends, or says what keeps it from that for now. */
    private Obstacle obstacle(SessionWriter who, int as, RecordBatch records) throws IOException {
        requireWriter(who);
        if (as != log.generation() || log.isLost()) {
            throw new IOException("the log of server " + log.server() + " has lost its end; going on from what it has");
        }
        try {
            Obstacle full = retention.makeRoom(records.length());
            if (full.isNone()) {
                log.store(records);
                giveNews();
            }
            return full;
        } catch (DiskException e) {
            return Obstacle.of(e.getMessage());
        }
    }

    private void giveNews() {
        long now = log.around.nanoTime().getAsLong();
        owesNews = now - newsAt < NEWS_NANOS;
        if (!owesNews) {
            newsAt = now;
            log.around.news().give();
        }
    }

    /** Tells readers what they have not been told: while much comes, that is done once a millisecond, and when no more comes. */
    void tellReaders() {
        if (owesNews) {
            owesNews = false;
            log.around.news().give();
        }
    }

    /** Why nothing is taken at the moment; empty if it is. */
    String heldBack() {
        return heldBack.why();
    }

    /** Somebody has finished something, or has gone: what waits for room looks again. */
    void placesChanged() {
        if (heldBack.is()) {
            lock.lock();
            try {
                lookAgain();
            } finally {
                lock.unlock();
            }
        }
    }

    /** For who has the lock. */
    void lookAgain() {
        room.signalAll();
    }

    /** Nobody writes any more. For who has the lock. */
    void close() {
        writer = null;
        lookAgain();
    }
}
