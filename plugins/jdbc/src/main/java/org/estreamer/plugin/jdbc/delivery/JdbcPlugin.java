package org.estreamer.plugin.jdbc.delivery;

import java.io.Closeable;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.estreamer.plugin.LostOutputException;
import org.estreamer.plugin.RejectedRecordsException;
import org.estreamer.plugin.RejectedRecordsException.Rejection;
import org.estreamer.plugin.RejectingPlugin;
import org.estreamer.plugin.UnavailableException;
import org.estreamer.plugin.jdbc.dialects.Database;
import org.estreamer.plugin.jdbc.dialects.SqlErrors;
import org.estreamer.plugin.jdbc.rows.RowShape;
import org.estreamer.record.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes records as rows, every record exactly once: rows and positions are committed together. A row that the database refuses
 * for its values is rejected when it is to be persisted. While the database takes nothing the plugin takes no record.
 */
public final class JdbcPlugin implements RejectingPlugin, Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcPlugin.class);
    private static final long HANGING_MILLIS = 2_000;
    private static final long LOOK_MILLIS = 250;

    private final Store store;
    private final Inserter inserter;
    private final int batchRecords;
    /** Fair: who waits for it gets it between two records. */
    private final ReentrantLock lock = new ReentrantLock(true);
    /** The positions of a commit that has failed. No record is taken before it is done, or ever more would be held. */
    private Optional<Map<String, byte[]>> owed = Optional.empty();
    /** Why nothing more is taken and no position kept; null if there is no reason. */
    private Throwable obstacle;
    /** The position read last. */
    private Optional<byte[]> resumed = Optional.empty();

    /** Something that the database does. */
    @FunctionalInterface
    private interface Step {
        void run() throws SQLException, AlteredPositionException;
    }

    /**
     * Makes one.
     *
     * @param output       what the positions in the database are about, 1 to 200 characters
     * @param shape        makes rows of records
     * @param batchRecords how many records are sent at once
     */
    public JdbcPlugin(Database database, String output, RowShape shape, int batchRecords) {
        store = new Store(database, output, shape.isFixed());
        this.inserter = new Inserter(store, shape);
        this.batchRecords = batchRecords;
    }

    @Override
    public void onRecord(Record record) throws IOException, UnavailableException {
        lock.lock();
        try {
            requireNoObstacle();
            commitOwed();
            inserter.add(record);
            insertIfDue(record);
        } finally {
            lock.unlock();
        }
    }

    private void insertIfDue(Record last) throws IOException, UnavailableException {
        try {
            if (inserter.waiting() >= batchRecords) {
                attempt(inserter::insert);
            }
        } catch (UnavailableException | OutOfMemoryError e) {
            // it is offered again
            inserter.takeBack(last);
            throw e;
        }
    }

    private void requireNoObstacle() throws IOException, UnavailableException {
        if (obstacle instanceof AlteredPositionException altered) {
            throw altered;
        }
        if (obstacle != null) {
            throw new LostOutputException(
                    store + ": nobody knows what is in the transaction after " + obstacle, obstacle);
        }
    }

    private void attempt(Step step) throws IOException, UnavailableException {
        try {
            run(step);
        } catch (SQLException e) {
            LOG.debug("{} failed", store, e);
            inserter.failed(e);
            throw new UnavailableException(store + ": " + SqlErrors.reason(e), e);
        } catch (AlteredPositionException | RuntimeException | Error e) {
            obstacle = e;
            store.abandon();
            requireNoObstacle();
        }
    }

    /** Does it; where the database refuses a row for its values, once more without that row. */
    private void run(Step step) throws SQLException, AlteredPositionException {
        try {
            step.run();
        } catch (SQLException e) {
            if (!inserter.failed(e)) {
                throw e;
            }
            step.run();
        }
    }

    @Override
    public void persist(Map<String, byte[]> positions)
            throws IOException, UnavailableException, RejectedRecordsException {
        lock.lock();
        try {
            requireNoObstacle();
            if (positions.isEmpty() && inserter.isEmpty() && owed.isEmpty()) {
                return;
            }
            owed = Optional.of(Map.copyOf(positions));
            commitOwed();
            List<Rejection> rejected = inserter.takeRejected();
            if (!rejected.isEmpty()) {
                owed = Optional.empty();
                throw new RejectedRecordsException(rejected);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The positions stay owed where the database rejects something. */
    private void commitOwed() throws IOException, UnavailableException {
        if (owed.isPresent()) {
            attempt(() -> {
                if (inserter.commit(owed.get())) {
                    owed = Optional.empty();
                }
            });
        }
    }

    @Override
    public Optional<byte[]> resume(String server) throws IOException, UnavailableException {
        lock.lock();
        try {
            inserter.forget();
            owed = Optional.empty();
            obstacle = null;
            attempt(() -> resumed = store.position(server));
            return resumed;
        } finally {
            lock.unlock();
        }
    }

    /** Until the plugin is gone, cuts the connection under a call that does not come back: a database may never answer. */
    public void cutIfHanging(CountDownLatch gone) {
        try {
            do {
                if (!lock.tryLock(HANGING_MILLIS, TimeUnit.MILLISECONDS)) {
                    store.cut();
                    return;
                }
                lock.unlock();
            } while (!gone.await(LOOK_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Rolls back what is not committed, and closes the connection, even under a call that does not come back. */
    @Override
    public void close() {
        boolean free = false;
        try {
            free = lock.tryLock(HANGING_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!free) {
            store.cut();
            return;
        }
        try {
            store.close();
        } finally {
            lock.unlock();
        }
    }
}
