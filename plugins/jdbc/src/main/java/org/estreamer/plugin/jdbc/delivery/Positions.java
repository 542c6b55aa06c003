package org.estreamer.plugin.jdbc.delivery;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.estreamer.plugin.jdbc.dialects.Database;
import org.estreamer.plugin.jdbc.dialects.Dialect;
import org.estreamer.plugin.jdbc.dialects.SqlErrors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The table that holds how far each server is. A row carries, beside the position, a mark that changes each time: by it
 * a commit whose answer was lost is recognised, and a second writer is noticed. A row that vanishes while this is in use, alone
 * or with the table, is written again: what was committed is known here too, and counts.
 */
final class Positions {
    private static final Logger LOG = LoggerFactory.getLogger(Positions.class);

    /** The table. */
    static final String TABLE = "estreamer_position";

    private static final String WHERE = " WHERE \"output\" = ? AND \"server\" = ?";

    @SuppressWarnings("ArrayRecordComponent") // opaque bytes that are handed on, never compared
    private record Entry(byte[] position, String mark) {}

    private final String output;
    private final Database database;
    /** What is committed, by the server. */
    private final Map<String, Entry> known = new HashMap<>();
    /** Servers with a commit that was not answered: what is known of them may be too old. */
    private final Set<String> doubtful = new HashSet<>();

    private boolean made;

    /**
     * Makes an access to the table.
     *
     * @param output what the positions are about, 1 to 200 characters
     */
    Positions(String output, Database database) {
        this.output = output;
        this.database = database;
    }

    /** Forgets that the table is there: someone may have dropped it. */
    void forget() {
        made = false;
    }

    /** Makes the table if it is not there. Ends the transaction. */
    void make(Connection connection) throws SQLException {
        if (made) {
            return;
        }
        try {
            find(connection, "");
        } catch (SQLException e) {
            if (!SqlErrors.isMissingTable(e)) {
                throw e;
            }
            create(connection, e);
        }
        connection.commit();
        made = true;
    }

    private void create(Connection connection, SQLException missing) throws SQLException {
        connection.rollback();
        Dialect dialect = database.dialect();
        String key = dialect.keyType() + " NOT NULL";
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE " + Dialect.quote(TABLE) + " (\"output\" " + key + ", \"server\" " + key
                    + ", \"position\" " + dialect.binary() + " NOT NULL, \"mark\" " + key
                    + ", PRIMARY KEY (\"output\", \"server\"))");
        } catch (SQLException e) {
            e.addSuppressed(missing);
            throw e;
        }
    }

    /** Reads a position, and remembers its mark for {@link #write}. */
    Optional<byte[]> read(Connection connection, String server) throws SQLException, AlteredPositionException {
        Optional<Entry> found = find(connection, server);
        if (found.isPresent()) {
            reached(server, found.get());
        } else {
            requireNoDoubt(server);
        }
        return Optional.ofNullable(known.get(server)).map(Entry::position);
    }

    private void requireNoDoubt(String server) throws AlteredPositionException {
        // where none is known, a row that is not there says that the commit was not done
        if (known.containsKey(server) && doubtful.contains(server)) {
            throw AlteredPositionException.lost(database, server);
        }
    }

    /** The mark of the commit that has reached the database last. */
    Optional<String> mark(Connection connection, String server) throws SQLException {
        return find(connection, server).map(Entry::mark);
    }

    private Optional<Entry> find(Connection connection, String server) throws SQLException {
        String select = "SELECT \"position\", \"mark\" FROM " + Dialect.quote(TABLE) + WHERE;
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            statement.setString(1, output);
            statement.setString(2, server);
            try (ResultSet found = statement.executeQuery()) {
                return found.next() ? Optional.of(new Entry(found.getBytes(1), found.getString(2))) : Optional.empty();
            }
        }
    }

    /** Writes a position as part of the transaction under way. */
    void write(Connection connection, String server, byte[] position, String mark)
            throws SQLException, AlteredPositionException {
        Entry before = known.get(server);
        if (before == null) {
            insert(connection, server, position, mark);
        } else if (!update(connection, server, position, mark, before.mark())) {
            if (find(connection, server).isPresent()) {
                throw AlteredPositionException.changed(database, server);
            }
            requireNoDoubt(server);
            insert(connection, server, position, mark);
            LOG.warn(
                    "{}: the position of server {} was gone from table {} and is written again. To have a plugin begin anew,"
                            + " stop it first",
                    database,
                    server,
                    TABLE);
        }
    }

    private void insert(Connection connection, String server, byte[] position, String mark)
            throws SQLException, AlteredPositionException {
        String insert = "INSERT INTO " + Dialect.quote(TABLE)
                + " (\"position\", \"mark\", \"output\", \"server\") VALUES (?, ?, ?, ?)";
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            set(statement, server, position, mark);
            statement.executeUpdate();
        } catch (SQLException e) {
            if (SqlErrors.isTakenKey(e)) {
                throw AlteredPositionException.changed(database, server);
            }
            throw e;
        }
    }

    private boolean update(Connection connection, String server, byte[] position, String mark, String before)
            throws SQLException {
        String update =
                "UPDATE " + Dialect.quote(TABLE) + " SET \"position\" = ?, \"mark\" = ?" + WHERE + " AND \"mark\" = ?";
        try (PreparedStatement statement = connection.prepareStatement(update)) {
            set(statement, server, position, mark);
            statement.setString(5, before);
            return statement.executeUpdate() == 1;
        }
    }

    private void set(PreparedStatement statement, String server, byte[] position, String mark) throws SQLException {
        statement.setBytes(1, position);
        statement.setString(2, mark);
        statement.setString(3, output);
        statement.setString(4, server);
    }

    /** A commit is under way, and may be done without saying so. */
    void doubt(Set<String> servers) {
        doubtful.addAll(servers);
    }

    /** The commit that wrote positions with a mark has reached the database. */
    void reached(Map<String, byte[]> positions, String mark) {
        positions.forEach((server, position) -> reached(server, new Entry(position, mark)));
    }

    private void reached(String server, Entry entry) {
        known.put(server, entry);
        doubtful.remove(server);
    }
}
