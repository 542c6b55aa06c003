package org.estreamer.plugin.jdbc.delivery;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.estreamer.plugin.jdbc.dialects.Dialect;
import org.estreamer.plugin.jdbc.dialects.SqlErrors;

/**
 * The table that holds how far each server is. A row carries, beside the position, a mark that changes each time: by it
 * a commit whose answer was lost is recognised, and a second writer is noticed.
 */
final class Positions {
    /** The table. */
    static final String TABLE = "estreamer_position";

    private static final String WHERE = " WHERE \"output\" = ? AND \"server\" = ?";

    @SuppressWarnings("ArrayRecordComponent") // opaque bytes that are handed on, never compared
    private record Entry(byte[] position, String mark) {}

    private final String output;
    private final Dialect dialect;
    private final Map<String, String> marks = new HashMap<>();
    private boolean made;

    /**
     * Makes an access to the table.
     *
     * @param output  what the positions are about, 1 to 200 characters
     * @param dialect the database's
     */
    Positions(String output, Dialect dialect) {
        this.output = output;
        this.dialect = dialect;
    }

    /** Makes the table if it is not there. Ends the transaction. */
    void make(Connection connection) throws SQLException {
        if (made) {
            return;
        }
        try {
            find(connection, "");
        } catch (SQLException e) {
            create(connection, e);
        }
        connection.commit();
        made = true;
    }

    private void create(Connection connection, SQLException missing) throws SQLException {
        connection.rollback();
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
    Optional<byte[]> read(Connection connection, String server) throws SQLException {
        Optional<Entry> entry = find(connection, server);
        entry.ifPresentOrElse(found -> marks.put(server, found.mark()), () -> marks.remove(server));
        return entry.map(Entry::position);
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

    /**
     * Writes a position as part of the transaction under way.
     *
     * @return false if someone else has written one meanwhile
     */
    boolean write(Connection connection, String server, byte[] position, String mark) throws SQLException {
        String before = marks.get(server);
        String sql = before == null
                ? "INSERT INTO " + Dialect.quote(TABLE)
                        + " (\"position\", \"mark\", \"output\", \"server\") VALUES (?, ?, ?, ?)"
                : "UPDATE " + Dialect.quote(TABLE) + " SET \"position\" = ?, \"mark\" = ?" + WHERE
                        + " AND \"mark\" = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setBytes(1, position);
            statement.setString(2, mark);
            statement.setString(3, output);
            statement.setString(4, server);
            if (before != null) {
                statement.setString(5, before);
            }
            return statement.executeUpdate() == 1;
        } catch (SQLException e) {
            if (before == null && SqlErrors.isAboutValues(e)) {
                // the key is taken
                return false;
            }
            throw e;
        }
    }

    /** The commit that wrote a mark has reached the database. */
    void reached(Iterable<String> servers, String mark) {
        servers.forEach(server -> marks.put(server, mark));
    }
}
