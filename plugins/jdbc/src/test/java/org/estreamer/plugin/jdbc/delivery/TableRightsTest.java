package org.estreamer.plugin.jdbc.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** Against a real PostgreSQL; H2 has the tests of the check itself. */
class TableRightsTest {
    private TestDatabase database;
    private Connection connection;

    private void execute(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        }
    }

    private String problem(boolean one) throws SQLException {
        execute("SET ROLE rights_writer");
        String problem = new TableRights(connection, database.dialect()).problem("estreamer", one);
        execute("RESET ROLE");
        return problem;
    }

    @Test
    void shouldAskPostgresqlForEachRightAndMakeNothing() throws Exception {
        database = Postgres.database();
        try (Connection opened = database.connector().connect()) {
            connection = opened;
            execute("CREATE ROLE rights_writer", "REVOKE CREATE ON SCHEMA public FROM PUBLIC");
            assertTrue(problem(true).startsWith("this user may not make tables"), problem(true));

            execute("CREATE TABLE \"estreamer\"(x INT)", "CREATE TABLE \"estreamer_position\"(x INT)");
            assertTrue(problem(true).startsWith("this user may not insert into table estreamer:"), problem(true));

            execute("GRANT INSERT ON \"estreamer\", \"estreamer_position\" TO rights_writer");
            assertEquals("", problem(true));
            assertTrue(problem(false).startsWith("this user may not make tables"), problem(false));

            execute("GRANT CREATE ON SCHEMA public TO rights_writer");
            assertEquals("", problem(false));
        }
    }

    @Test
    void shouldFindThatAPostgresqlIsReadOnlyWhateverTheRights() throws Exception {
        database = Postgres.database();
        String name = database.column("SELECT current_database()").get(0);
        database.execute("ALTER DATABASE " + name + " SET default_transaction_read_only = on");
        try (Connection opened = database.connector().connect()) {
            String problem = new TableRights(opened, database.dialect()).problem("estreamer", false);
            assertTrue(problem.startsWith("the database is read-only for this user"), problem);
        }
    }
}
