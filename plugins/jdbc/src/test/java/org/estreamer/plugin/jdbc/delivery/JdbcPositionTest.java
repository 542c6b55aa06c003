package org.estreamer.plugin.jdbc.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.estreamer.plugin.UnavailableException;
import org.estreamer.plugin.jdbc.dialects.Connector;
import org.estreamer.plugin.jdbc.dialects.Dialect;
import org.estreamer.plugin.jdbc.rows.LayoutRows;
import org.estreamer.plugin.jdbc.rows.RowShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Positions that somebody removes or changes under a plugin that runs. */
class JdbcPositionTest {
    private static final String IDS = "SELECT \"id\" FROM \"estreamer_priority_metadata_4\" ORDER BY \"id\"";
    private static final String DELETE = "DELETE FROM \"estreamer_position\"";
    private static final RowShape LAYOUT = new LayoutRows("estreamer");

    /** A database whose next commit is done and not answered. */
    private static final class Silent implements Connector {
        private final Connector real;
        private boolean silent;

        Silent(Connector real) {
            this.real = real;
        }

        @Override
        public Connection connect() throws SQLException {
            return TamperedConnection.of(real.connect(), this::call);
        }

        private Object call(Connection connection, Method method, Object[] arguments) throws Throwable {
            Object answer = TamperedConnection.pass(connection, method, arguments);
            if (silent && method.getName().equals("commit")) {
                silent = false;
                connection.close();
                throw new SQLException("The connection is broken", "08006");
            }
            return answer;
        }

        @Override
        public String toString() {
            return real.toString();
        }
    }

    private static TestDatabase database(Dialect dialect) throws Exception {
        return dialect == Dialect.H2 ? TestDatabase.h2(UUID.randomUUID().toString()) : Postgres.database();
    }

    private static void persist(JdbcPlugin plugin, int id) throws Exception {
        plugin.onRecord(Records.priority(id));
        plugin.persist(Map.of(Records.SERVER, Records.position(id)));
    }

    private static int resumed(JdbcPlugin plugin) throws Exception {
        return Records.number(plugin.resume(Records.SERVER).orElseThrow());
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL"})
    void shouldWriteAPositionAgainThatIsGone(Dialect dialect) throws Exception {
        TestDatabase database = database(dialect);
        try (JdbcPlugin plugin = database.plugin(LAYOUT)) {
            plugin.resume(Records.SERVER);
            persist(plugin, 1);
            database.execute(DELETE);
            persist(plugin, 2);
            persist(plugin, 3);
        }
        assertEquals(List.of("1", "2", "3"), database.column(IDS));
        try (JdbcPlugin next = database.plugin(LAYOUT)) {
            assertEquals(3, resumed(next));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL"})
    void shouldMakeTheTableOfPositionsAgainThatIsDropped(Dialect dialect) throws Exception {
        TestDatabase database = database(dialect);
        try (JdbcPlugin plugin = database.plugin(LAYOUT)) {
            plugin.resume(Records.SERVER);
            persist(plugin, 1);
            database.execute("DROP TABLE \"estreamer_position\"");
            plugin.onRecord(Records.priority(2));
            // the dispatcher tries it again
            assertThrows(UnavailableException.class, () -> plugin.persist(Map.of(Records.SERVER, Records.position(2))));
            plugin.persist(Map.of(Records.SERVER, Records.position(2)));
            persist(plugin, 3);
        }
        assertEquals(List.of("1", "2", "3"), database.column(IDS));
        try (JdbcPlugin next = database.plugin(LAYOUT)) {
            assertEquals(3, resumed(next));
        }
    }

    @Test
    void shouldGoBackToWhatItHasCommittedWhereThePositionIsGone() throws Exception {
        TestDatabase database = database(Dialect.H2);
        try (JdbcPlugin plugin = database.plugin(LAYOUT)) {
            plugin.resume(Records.SERVER);
            persist(plugin, 1);
            plugin.onRecord(Records.priority(2));
            database.execute(DELETE);
            assertEquals(1, resumed(plugin));
            persist(plugin, 2);
        }
        assertEquals(List.of("1", "2"), database.column(IDS));
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL"})
    void shouldStopWhereOnlyThePositionThatIsGoneCouldTellWhatWasCommitted(Dialect dialect) throws Exception {
        TestDatabase database = database(dialect);
        Silent connector = new Silent(database.connector());
        try (JdbcPlugin plugin = database.plugin(LAYOUT, connector)) {
            plugin.resume(Records.SERVER);
            persist(plugin, 1);
            connector.silent = true;
            assertThrows(UnavailableException.class, () -> persist(plugin, 2));
            database.execute("CREATE TABLE kept AS SELECT * FROM \"estreamer_position\"");
            database.execute(DELETE);
            for (int attempt = 0; attempt < 2; attempt++) {
                UnavailableException lost = assertThrows(
                        UnavailableException.class, () -> plugin.persist(Map.of(Records.SERVER, Records.position(2))));
                assertTrue(lost.getMessage().contains("the last commit was not answered"), lost.getMessage());
            }
            assertThrows(UnavailableException.class, () -> plugin.resume(Records.SERVER));
            database.execute("INSERT INTO \"estreamer_position\" SELECT * FROM kept");
            assertEquals(2, resumed(plugin));
            persist(plugin, 3);
        }
        assertEquals(List.of("1", "2", "3"), database.column(IDS));
    }
}
