package org.estreamer.plugin.jdbc.delivery;

import java.io.Closeable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.estreamer.plugin.jdbc.dialects.Database;
import org.estreamer.plugin.jdbc.dialects.SqlErrors;
import org.estreamer.plugin.jdbc.rows.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rows and positions on their way into the database, in one transaction after another. Whatever throws ends the
 * transaction: its rows have to be inserted again, unless {@link #begin} says that they have arrived.
 */
final class Store implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Store.class);

    private final Database database;
    private final Tables tables;
    private final Positions positions;
    private volatile Connection connection;
    /** The commits that were not answered, all with the same rows: each may arrive as long as no other one has. */
    private final List<Commit> doubtful = new ArrayList<>();

    /** A commit: the positions that it writes, and the mark it writes there. */
    private record Commit(Map<String, byte[]> positions, String mark) {
        /** Some server of them, always the same. */
        String server() {
            return Collections.min(positions.keySet());
        }
    }

    Store(Database database, String output, boolean fixed) {
        this.database = database;
        this.tables = new Tables(database.dialect(), fixed);
        this.positions = new Positions(output, database);
    }

    boolean isOpen() {
        return connection != null;
    }

    /**
     * Opens a transaction.
     *
     * @return whether the rows of the transaction before have arrived, although its commit was not answered
     */
    boolean begin() throws SQLException {
        connection = database.connect();
        positions.make(connection);
        Optional<Commit> arrived = arrived();
        if (arrived.isPresent()) {
            positions.reached(arrived.get().positions(), arrived.get().mark());
            doubtful.clear();
        }
        return arrived.isPresent();
    }

    private Optional<Commit> arrived() throws SQLException {
        Map<String, Optional<String>> marks = new HashMap<>();
        for (Commit commit : doubtful) {
            if (!marks.containsKey(commit.server())) {
                marks.put(commit.server(), positions.mark(connection, commit.server()));
            }
            if (marks.get(commit.server()).filter(commit.mark()::equals).isPresent()) {
                return Optional.of(commit);
            }
        }
        return Optional.empty();
    }

    /**
     * Makes the tables fit for rows.
     *
     * @return whether they had to be changed, and the transaction was begun anew for it
     */
    boolean grow(List<Row> rows) throws SQLException {
        if (!tables.lack(rows)) {
            return false;
        }
        connection.rollback();
        tables.grow(connection, rows);
        return true;
    }

    void insert(List<Row> rows) throws SQLException {
        tables.insert(connection, rows);
    }

    /** What the database would check when it commits, it checks with each row from now on. */
    void checkAtOnce() throws SQLException {
        execute(database.dialect().checkAtOnce());
    }

    private void execute(String sql) throws SQLException {
        if (!sql.isEmpty()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }

    /** Inserts one row; if the database refuses its values the transaction is as it was before. */
    void insertAlone(Row row) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            tables.insert(connection, List.of(row));
        } catch (SQLException e) {
            connection.rollback(before);
            throw e;
        }
    }

    /** Ends the transaction with the positions in it. */
    void commit(Map<String, byte[]> reached) throws SQLException, AlteredPositionException {
        if (reached.isEmpty()) {
            // metadata only: were the answer lost and they were written again, they would say the same twice
            connection.commit();
            release();
            return;
        }
        Commit commit = new Commit(reached, UUID.randomUUID().toString());
        try {
            for (Map.Entry<String, byte[]> position : reached.entrySet()) {
                positions.write(connection, position.getKey(), position.getValue(), commit.mark());
            }
        } catch (AlteredPositionException e) {
            abandon();
            requireNoneArrived();
            throw e;
        }
        doubtful.add(commit);
        positions.doubt(reached.keySet());
        connection.commit();
        sync();
        doubtful.clear();
        positions.reached(reached, commit.mark());
        release();
    }

    /** Once a position counts as kept, nothing else tells where to begin, should the power fail. */
    private void sync() throws SQLException {
        try {
            execute(database.dialect().sync());
        } catch (SQLException e) {
            if (!SqlErrors.isAboutRights(e)) {
                throw e;
            }
            // the database is run by somebody else, whose business it is
            LOG.debug("{} may not be synced by this user", this, e);
        }
    }

    /** What has changed a position may be a commit of this plugin that was given up and has arrived after all. */
    private void requireNoneArrived() throws SQLException {
        connection = database.connect();
        boolean own = arrived().isPresent();
        abandon();
        if (own) {
            throw new SQLException("a commit that the database had not answered has arrived after all");
        }
    }

    /** Forgets the transaction, and reads how far a server is. */
    Optional<byte[]> position(String server) throws SQLException, AlteredPositionException {
        abandon();
        doubtful.clear();
        begin();
        Optional<byte[]> position = positions.read(connection, server);
        connection.commit();
        release();
        return position;
    }

    /** The database keeps the connection for the next transaction. */
    private void release() {
        connection = null;
    }

    /** Forgets the transaction and its connection, and what the tables look like. */
    void abandon() {
        tables.forget();
        positions.forget();
        Connection failed = connection;
        connection = null;
        if (failed == null) {
            return;
        }
        try {
            failed.rollback();
        } catch (SQLException e) {
            LOG.debug("The transaction was gone already", e);
        }
        database.discard(failed);
    }

    /** Cuts the connection from another thread, which then fails. */
    void cut() {
        Connection used = connection;
        if (used != null) {
            try {
                used.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debug("The connection was gone already", e);
            }
        }
        database.close();
    }

    @Override
    public void close() {
        abandon();
        database.close();
    }

    @Override
    public String toString() {
        return database.toString();
    }
}
