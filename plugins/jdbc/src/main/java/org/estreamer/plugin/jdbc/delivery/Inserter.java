package org.estreamer.plugin.jdbc.delivery;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.estreamer.plugin.RejectedRecordsException.Rejection;
import org.estreamer.plugin.jdbc.dialects.SqlErrors;
import org.estreamer.plugin.jdbc.rows.Row;
import org.estreamer.plugin.jdbc.rows.RowShape;
import org.estreamer.record.Record;

/**
 * Brings records into the database as rows, and commits them with positions. The records since the last commit are kept,
 * so that they can be inserted again after a failure.
 */
final class Inserter {
    private final Store store;
    private final RowShape shape;
    private final HeldRecords held = new HeldRecords();
    /** How many records the last commit was to make durable. */
    private int committing;
    /** Whether some row is refused for its values, and must be found. */
    private boolean suspicious;
    /** The rows that were refused, and that nobody has been told of. */
    private final List<Rejection> rejected = new ArrayList<>();

    Inserter(Store store, RowShape shape) {
        this.store = store;
        this.shape = shape;
    }

    void add(Record record) {
        held.add(record);
    }

    /** Forgets a record that was added last, if it is still there, after a failure. */
    void takeBack(Record last) {
        held.remove(last);
        rejected.removeIf(rejection -> rejection.record() == last);
    }

    /** Whether there is nothing to commit. */
    boolean isEmpty() {
        return held.size() == 0;
    }

    /** How many records have not been sent to the database. */
    int waiting() {
        return held.waiting();
    }

    /**
     * Takes note that one of the other methods has thrown.
     *
     * @return whether the next attempt gets by the row that the database refused
     */
    boolean failed(SQLException e) {
        store.abandon();
        held.rolledBack();
        boolean known = suspicious;
        suspicious = SqlErrors.isAboutValues(e);
        return suspicious && !known;
    }

    /** Forgets the records that are not committed. */
    void forget() {
        held.committed(held.size());
        rejected.clear();
        suspicious = false;
    }

    /** The records that the database has refused since this was asked last; they are held no more. */
    List<Rejection> takeRejected() {
        List<Rejection> taken = List.copyOf(rejected);
        rejected.clear();
        return taken;
    }

    /** Sends the records that have not been sent. */
    void insert() throws SQLException {
        if (!store.isOpen() && store.begin()) {
            held.committed(committing);
        }
        List<Row> rows = rows();
        if (store.grow(rows)) {
            held.rolledBack();
            rows = rows();
            store.grow(rows);
        }
        if (suspicious) {
            insertOneByOne();
        } else {
            store.insert(rows);
        }
        held.inserted();
    }

    private List<Row> rows() {
        return held.toInsert().stream()
                .map(shape::row)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Leaves out the rows that the database refuses: otherwise nothing would ever follow them. */
    private void insertOneByOne() throws SQLException {
        store.checkAtOnce();
        for (Record record : held.toInsert()) {
            Optional<Row> row = shape.row(record);
            if (row.isPresent()) {
                insertAlone(record, row.get());
            }
        }
        suspicious = false;
    }

    private void insertAlone(Record record, Row row) throws SQLException {
        try {
            store.insertAlone(row);
        } catch (SQLException e) {
            if (!SqlErrors.isAboutValues(e)) {
                throw e;
            }
            held.remove(record);
            String why = store + " refuses its values for table " + row.table() + ": " + SqlErrors.reason(e);
            rejected.add(new Rejection(record, new SQLException(why, e.getSQLState(), e)));
        }
    }

    /**
     * Sends the records that have not been sent, and commits all, unless some are rejected: nobody has been told of those, and
     * no position may pass them.
     *
     * @return whether they are committed
     */
    boolean commit(Map<String, byte[]> positions) throws SQLException, AlteredPositionException {
        insert();
        if (!rejected.isEmpty()) {
            return false;
        }
        committing = held.size();
        store.commit(positions);
        held.committed(committing);
        return true;
    }
}
