package org.estreamer.plugin.jdbc.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.estreamer.plugin.UnavailableException;
import org.estreamer.plugin.jdbc.dialects.Connector;
import org.estreamer.plugin.jdbc.rows.LayoutRows;
import org.estreamer.plugin.jdbc.rows.RowShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JdbcOutageTest {
    private static final RowShape LAYOUT = new LayoutRows("estreamer");
    private static final String IDS = "SELECT \"id\" FROM \"estreamer_priority_metadata_4\" ORDER BY \"id\"";

    /** As {@link TestDatabase} has it. */
    private static final int BATCH = 5;

    /** A database that can be switched off. */
    private static final class Switch implements Connector {
        private final Connector real;
        private volatile boolean on = true;
        private volatile Connection last;

        Switch(Connector real) {
            this.real = real;
        }

        @Override
        public Connection connect() throws SQLException {
            if (!on) {
                throw new SQLException("Connection refused", "08001");
            }
            last = real.connect();
            return last;
        }

        void off() throws SQLException {
            on = false;
            last.close();
        }

        @Override
        public String toString() {
            return real.toString();
        }
    }

    /** A database that is full: it does what it is told, but when it is to be kept it has no room. */
    private static final class FullConnector implements Connector {
        private final Connector real;
        private boolean full;

        FullConnector(Connector real) {
            this.real = real;
        }

        @Override
        public Connection connect() throws SQLException {
            return TamperedConnection.of(real.connect(), this::call);
        }

        private Object call(Connection connection, Method method, Object[] arguments) throws Throwable {
            if (full && method.getName().equals("commit")) {
                connection.rollback();
                throw new SQLException("No space left on device", "53100");
            }
            return TamperedConnection.pass(connection, method, arguments);
        }
    }

    @Test
    void shouldTakeNoRecordWhileTheDatabaseIsDownAndLoseNothing() throws Exception {
        TestDatabase database = TestDatabase.h2(UUID.randomUUID().toString());
        Switch connector = new Switch(database.connector());
        try (JdbcPlugin plugin = database.plugin(LAYOUT, connector)) {
            plugin.resume(Records.SERVER);
            plugin.onRecord(Records.priority(0));
            plugin.persist(Map.of(Records.SERVER, Records.position(1)));
            connector.off();
            int taken = Records.writeWhilePossible(plugin, 1);
            assertTrue(taken < 1 + BATCH, "taken without a database: " + taken);
            UnavailableException down =
                    assertThrows(UnavailableException.class, () -> plugin.onRecord(Records.priority(taken)));
            assertTrue(down.getMessage().startsWith("jdbc:h2:mem:"), down.getMessage());
            assertTrue(down.getMessage().endsWith(": Connection refused"), down.getMessage());
            connector.on = true;
            Records.write(plugin, taken, 20);
            plugin.persist(Map.of(Records.SERVER, Records.position(20)));
        }
        assertEquals(ids(20), database.column(IDS));
    }

    @Test
    void shouldTakeNoRecordBeforeAFailedCommitIsDone() throws Exception {
        TestDatabase database = TestDatabase.h2(UUID.randomUUID().toString());
        FullConnector connector = new FullConnector(database.connector());
        try (JdbcPlugin plugin = database.plugin(LAYOUT, connector)) {
            plugin.resume(Records.SERVER);
            Records.write(plugin, 0, 3);
            plugin.persist(Map.of(Records.SERVER, Records.position(3)));
            connector.full = true;
            Records.write(plugin, 3, 5);
            assertThrows(UnavailableException.class, () -> plugin.persist(Map.of(Records.SERVER, Records.position(5))));
            for (int attempt = 0; attempt < 3; attempt++) {
                UnavailableException full =
                        assertThrows(UnavailableException.class, () -> plugin.onRecord(Records.priority(5)));
                assertTrue(full.getMessage().endsWith(": No space left on device"), full.getMessage());
            }
            connector.full = false;
            // the plugin removed here would go on at 5
            plugin.onRecord(Records.priority(5));
        }
        assertEquals(ids(5), database.column(IDS));
        try (JdbcPlugin next = database.plugin(LAYOUT)) {
            assertEquals(5, Records.number(next.resume(Records.SERVER).orElseThrow()));
        }
    }

    @Test
    void shouldNotWaitForALockedTable() throws Exception {
        TestDatabase database = Postgres.database();
        try (JdbcPlugin plugin = database.plugin(LAYOUT)) {
            plugin.resume(Records.SERVER);
            Records.write(plugin, 0, 7);
            plugin.persist(Map.of(Records.SERVER, Records.position(7)));
            try (Connection other = database.connector().connect();
                    Statement statement = other.createStatement()) {
                other.setAutoCommit(false);
                statement.execute("LOCK TABLE \"estreamer_priority_metadata_4\"");
                Records.write(plugin, 7, 11);
                UnavailableException locked =
                        assertThrows(UnavailableException.class, () -> plugin.onRecord(Records.priority(11)));
                assertTrue(locked.getMessage().contains("lock timeout"), locked.getMessage());
                other.rollback();
            }
            Records.write(plugin, 11, 20);
            plugin.persist(Map.of(Records.SERVER, Records.position(20)));
        }
        assertEquals(ids(20), database.column(IDS));
    }

    @Test
    void shouldWriteAgainWhatAServerThatCutTheConnectionForgot() throws Exception {
        TestDatabase database = Postgres.database();
        try (JdbcPlugin plugin = database.plugin(LAYOUT)) {
            plugin.resume(Records.SERVER);
            Records.write(plugin, 0, 7);
            database.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
            int next = Records.writeWhilePossible(plugin, 7);
            Records.write(plugin, next, 20);
            plugin.persist(Map.of(Records.SERVER, Records.position(20)));
        }
        assertEquals(ids(20), database.column(IDS));
    }

    private static List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }
}
