package org.estreamer.plugin.jdbc;

import java.io.Closeable;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.estreamer.plugin.DurablePlugin;
import org.estreamer.record.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes records as rows, every record exactly once: rows and positions are committed together. While the database takes
 * nothing it waits, and holds its position.
 */
public final class JdbcPlugin implements DurablePlugin, Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcPlugin.class);
    private static final int LONGEST_PAUSE = 16;
    private static final long CLOSE_MILLIS = 2_000;

    private final Store store;
    private final Inserter inserter;
    private final int batchRecords;
    private final long retryMillis;
    private final Consumer<String> notices;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closing = lock.newCondition();
    /** Whether a record was given up, so that no position behind it may be kept. */
    private boolean incomplete;
    /** Whether it has been told that the database takes nothing. */
    private boolean waiting;

    private volatile boolean closed;

    JdbcPlugin(Store store, RowShape shape, int batchRecords, long retryMillis, Consumer<String> notices) {
        this.store = store;
        this.inserter = new Inserter(store, shape, notices);
        this.batchRecords = batchRecords;
        this.retryMillis = retryMillis;
        this.notices = notices;
    }

    @Override
    public void onRecord(Record record) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        boolean done = false;
        try {
            requireComplete();
            inserter.add(record);
            if (inserter.waiting() >= batchRecords) {
                insertPatiently();
            }
            done = true;
        } finally {
            incomplete |= !done;
            lock.unlock();
        }
    }

    private void requireComplete() throws IOException {
        if (incomplete) {
            throw new IOException(store + ": the positions stay where they are, because a record behind them could not"
                    + " be written. It comes again after a restart of the plugin");
        }
    }

    private void insertPatiently() throws IOException, InterruptedException {
        for (long pause = retryMillis; !tryInsert(); pause = Math.min(2 * pause, LONGEST_PAUSE * retryMillis)) {
            if (Thread.interrupted()) {
                // the pool answers an interrupt as if the database did not
                throw new InterruptedException(store + ": interrupted before a record could be written");
            }
            if (!closed && closing.await(pause, TimeUnit.MILLISECONDS)) {
                LOG.debug("{} is closed while waiting", store);
            }
            if (closed) {
                throw new IOException(store + ": closed before a record could be written");
            }
        }
    }

    private boolean tryInsert() {
        boolean atOnce = false;
        do {
            try {
                inserter.insert();
                recovered();
                return true;
            } catch (SQLException e) {
                atOnce = failed(e);
            }
        } while (atOnce);
        return false;
    }

    private void recovered() {
        if (waiting) {
            waiting = false;
            notices.accept(store + " can be written to again");
        }
    }

    /** Takes note of a failure; true if the next attempt will get by the row that the database refused. */
    private boolean failed(SQLException e) {
        LOG.debug("{} failed", store, e);
        boolean wasSuspicious = inserter.isSuspicious();
        inserter.failed(e);
        boolean atOnce = inserter.isSuspicious() && !wasSuspicious;
        if (!atOnce && !waiting && !closed) {
            waiting = true;
            notices.accept("Cannot write to " + store + ": " + SqlErrors.reason(e)
                    + ". Waiting until it can be written to: nothing is lost meanwhile");
        }
        return atOnce;
    }

    @Override
    public void persist(Map<String, byte[]> positions) throws IOException {
        lock.lock();
        try {
            requireComplete();
            if (!positions.isEmpty() && !tryCommit(positions) && !tryCommit(positions)) {
                throw new IOException(store + " refuses the positions");
            }
        } finally {
            lock.unlock();
        }
    }

    /** False if it is to be tried again at once. */
    private boolean tryCommit(Map<String, byte[]> positions) throws IOException {
        try {
            inserter.commit(positions);
            recovered();
            return true;
        } catch (SQLException e) {
            if (failed(e)) {
                return false;
            }
            throw new IOException(store + ": " + SqlErrors.reason(e), e);
        } catch (SecondWriterException e) {
            incomplete = true;
            throw e;
        }
    }

    @Override
    public Optional<byte[]> resume(String server) throws IOException {
        lock.lock();
        try {
            inserter.forget();
            incomplete = false;
            Optional<byte[]> position = store.position(server);
            recovered();
            return position;
        } catch (SQLException e) {
            if (failed(e)) {
                inserter.forget();
            }
            throw new IOException(store + ": " + SqlErrors.reason(e), e);
        } finally {
            lock.unlock();
        }
    }

    /** Rolls back what is not committed, and closes the connection, even under a call that does not come back. */
    @Override
    public void close() {
        closed = true;
        boolean free = false;
        try {
            free = lock.tryLock(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!free) {
            store.cut();
            return;
        }
        try {
            closing.signalAll();
            store.close();
        } finally {
            lock.unlock();
        }
    }
}
