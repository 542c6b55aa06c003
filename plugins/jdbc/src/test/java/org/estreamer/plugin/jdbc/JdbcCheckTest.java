package org.estreamer.plugin.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.estreamer.plugin.RecordedCheck;
import org.h2.Driver;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdbcCheckTest {
    @TempDir
    private Path folder;

    private final List<String> steps = new ArrayList<>();
    private Server server;

    private void serve(String... statements) throws Exception {
        server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-baseDir", folder.toString())
                .start();
        execute(statements);
    }

    private void execute(String... statements) throws SQLException {
        try (Connection admin = admin();
                Statement statement = admin.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        }
    }

    private Connection admin() throws SQLException {
        return new Driver().connect(url(), account());
    }

    private static Properties account() {
        Properties account = new Properties();
        account.put("user", "admin");
        account.put("password", "secret");
        return account;
    }

    private String url() {
        return "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/./events";
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop();
        }
    }

    private void check(Map<String, String> settings) throws Exception {
        RecordedCheck check = new RecordedCheck(folder, Map.of());
        try {
            check.run(new JdbcCheck(), settings);
        } finally {
            steps.addAll(check.steps());
        }
    }

    private List<String> tables() throws Exception {
        List<String> tables = new ArrayList<>();
        try (Connection admin = admin();
                var found = admin.getMetaData().getTables(null, "PUBLIC", null, null)) {
            while (found.next()) {
                tables.add(found.getString("TABLE_NAME"));
            }
        }
        return tables;
    }

    @Test
    void shouldLookAtTheFolderOfADatabaseInAFileAndLeaveTheFileAlone() throws Exception {
        check(Map.of());
        check(Map.of("url", "jdbc:h2:file:" + folder.resolve("own/events")));

        assertTrue(steps.get(0).startsWith("folder ok " + folder.resolve("jdbc")), steps::toString);
        assertTrue(steps.get(1).startsWith("folder ok " + folder.resolve("own")), steps::toString);
        assertFalse(Files.exists(folder.resolve("jdbc")));
        assertFalse(Files.exists(folder.resolve("own")));
    }

    @Test
    void shouldPassWhereTheUserMayMakeTablesAndMakeNone() throws Exception {
        serve();

        check(Map.of("url", url(), "user", "admin", "password", "secret"));

        assertEquals(2, steps.size());
        assertTrue(steps.get(0).matches("connect ok jdbc:h2:tcp:\\S+: H2 .*, user ADMIN"), steps::toString);
        assertEquals("table ok may be written", steps.get(1));
        assertEquals(List.of(), tables());
    }

    @Test
    void shouldFailWhereAPasswordIsWrongWithoutShowingIt() throws Exception {
        serve();

        check(Map.of("url", url(), "user", "admin", "password", "guessed"));

        assertEquals(1, steps.size());
        assertTrue(steps.get(0).startsWith("connect FAILED jdbc:h2:tcp:"), steps::toString);
        assertTrue(steps.get(0).contains("Wrong user name or password"), steps::toString);
        assertFalse(steps.get(0).contains("guessed"), steps::toString);
    }

    @Test
    void shouldFailWhereNobodyAnswers() throws Exception {
        serve();
        String gone = url();
        server.stop();

        check(Map.of("url", gone));

        assertTrue(steps.get(0).startsWith("connect FAILED "), steps::toString);
    }

    @Test
    void shouldFailWhereTheUserMayNotWrite() throws Exception {
        serve("CREATE USER writer PASSWORD 'w'");
        Map<String, String> settings = Map.of("url", url(), "user", "writer", "password", "w", "columns", "seed");
        check(settings);
        assertTrue(steps.get(1).startsWith("table FAILED this user may not make tables"), steps::toString);

        steps.clear();
        execute("CREATE TABLE \"estreamer\"(x INT)", "CREATE TABLE \"estreamer_position\"(x INT)");
        check(settings);
        assertTrue(
                steps.get(1).startsWith("table FAILED this user may not insert into table estreamer"), steps::toString);

        steps.clear();
        execute("GRANT ALL ON \"estreamer\" TO writer", "GRANT ALL ON \"estreamer_position\" TO writer");
        check(settings);
        assertEquals("table ok may be written", steps.get(1), steps::toString);
    }

    @Test
    void shouldFailWhereTheDatabaseIsReadOnly() throws Exception {
        serve("CREATE TABLE \"estreamer\"(x INT)", "SHUTDOWN");
        try (Connection holding = new Driver().connect(url() + ";ACCESS_MODE_DATA=r", account())) {
            assertTrue(holding.isReadOnly());

            check(Map.of("url", url(), "user", "admin", "password", "secret"));
        }
        assertTrue(steps.get(1).startsWith("table FAILED the database is read-only"), steps::toString);
    }

    @Test
    void shouldRefuseWhatThePluginRefuses() throws Exception {
        for (Map<String, String> settings :
                List.of(Map.of("columns", "all"), Map.of("batchRecords", "0"), Map.of("url", "jdbc:mysql://x"))) {
            assertThrows(IllegalArgumentException.class, () -> check(settings), settings::toString);
        }
    }
}
