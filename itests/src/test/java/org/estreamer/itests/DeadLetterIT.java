package org.estreamer.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that a database refuses: they become dead letters, and the process may be killed while they are offered again. */
class DeadLetterIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String PLUGIN = "jdbc~all";
    private static final int EVENTS = 5_000;
    /** One of so many events is refused: the one with this remainder. */
    private static final int STEP = 5;

    private static final int REFUSED = 3;

    private static final int KILLS = 3;

    @TempDir
    private Path home;

    private final FaultyHistory history = new FaultyHistory(1, EVENTS);

    @Test
    void shouldKeepWhatADatabaseRefusesUntilItTakesIt() throws Exception {
        Installation installation =
                new Installation(home).drop("org.estreamer.plugin.jdbc").configure("plugin.jdbc-all");
        TestAuthority authority = new TestAuthority("dead-letter-tests");
        try (ScriptedManagementCenter early = server(authority, new FaultyHistory(2, 1));
                ScriptedManagementCenter server = server(authority, history)) {
            installation.configure("session-early", new ClientSettings(authority, home).lines(early.port()));
            runUntil(installation, "\"delivered\":1,");
            Files.delete(installation.etc().resolve("org.estreamer.session-early.cfg"));
            alter(
                    installation,
                    "ADD CONSTRAINT REFUSING CHECK (MOD(\"eventSecond\", " + STEP + ") <> " + REFUSED + ")");

            installation.configure("session-fmc", new ClientSettings(authority, home).lines(server.port()));
            runUntil(installation, "\"deadLetters\":" + EVENTS / STEP + ",");
            assertEquals(accepted(), rows(installation));

            alter(installation, "DROP CONSTRAINT REFUSING");
            for (int kill = 0; kill < KILLS; kill++) {
                killInTheMiddleOfARetry(installation);
            }
            retry(installation);
        }
        Map<Integer, Integer> rows = rows(installation);
        assertEquals(history.all(), List.copyOf(rows.keySet()));
        rows.keySet().removeIf(DeadLetterIT::isRefused);
        assertEquals(accepted(), rows, "a retry touches nothing else");
    }

    private static ScriptedManagementCenter server(TestAuthority authority, FaultyHistory history) throws Exception {
        return new ScriptedManagementCenter(
                authority.self().certificate(), authority.issue("fmc"), List.of(history::serve));
    }

    private static boolean isRefused(int number) {
        return number % STEP == REFUSED;
    }

    private Map<Integer, Integer> accepted() {
        return history.all().stream()
                .filter(number -> !isRefused(number))
                .collect(Collectors.toMap(Function.identity(), number -> 1));
    }

    /** Runs the program until a command says of the plugins what a pattern demands. */
    private static void runUntil(Installation installation, String pattern) throws Exception {
        try (Launched run = installation.launch("run")) {
            awaitPlugins(installation, run, pattern);
            Installation.stopInTime(run);
        }
    }

    private static void awaitPlugins(Installation installation, Launched run, String pattern) throws Exception {
        Await.until(() -> "plugins with " + pattern + " in\n" + run.everything(), LIMIT, () -> {
            try (Launched command = installation.launch("plugins", "--json")) {
                command.exitStatus();
                return command.hasLine(pattern);
            }
        });
    }

    /** Has all letters offered again, and kills the process when the first of them have gone. */
    private static void killInTheMiddleOfARetry(Installation installation) throws Exception {
        try (Launched run = installation.launch("run")) {
            awaitPlugins(installation, run, "\"state\":\"active\"");
            Path letters = installation.data().resolve("dead-letter");
            Map<Path, Long> before = sizes(letters);
            try (Launched command = installation.launch("deadletter", "retry", PLUGIN)) {
                while (sizes(letters).equals(before) && command.process().isAlive()) {
                    Thread.onSpinWait();
                }
                run.kill();
            }
        }
    }

    private static void retry(Installation installation) throws Exception {
        try (Launched run = installation.launch("run")) {
            awaitPlugins(installation, run, "\"state\":\"active\"");
            try (Launched command = installation.launch("deadletter", "retry", PLUGIN)) {
                assertEquals(0, command.exitStatus(), command::everything);
                assertTrue(command.hasLine("failed on 0; 0 are left"), command::everything);
            }
            Installation.stopInTime(run);
        }
    }

    private static Map<Path, Long> sizes(Path folder) throws IOException {
        Map<Path, Long> sizes = new HashMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sizes.put(file, file.toFile().length());
            }
        }
        return sizes;
    }

    private static void alter(Installation installation, String change) throws SQLException {
        try (Connection connection = EventTables.connect(installation);
                Statement statement = connection.createStatement()) {
            for (String table : EventTables.tables(statement)) {
                statement.execute("ALTER TABLE \"" + table + "\" " + change);
            }
        }
    }

    /** How often each event is in the tables. */
    private static Map<Integer, Integer> rows(Installation installation) throws SQLException {
        Map<Integer, Integer> rows = new TreeMap<>();
        try (Connection connection = EventTables.connect(installation);
                Statement statement = connection.createStatement()) {
            for (String table : EventTables.tables(statement)) {
                try (ResultSet found = statement.executeQuery(
                        "SELECT \"eventSecond\" FROM \"" + table + "\" WHERE \"recordServer\" = 'fmc'")) {
                    while (found.next()) {
                        rows.merge(found.getInt(1), 1, Integer::sum);
                    }
                }
            }
        }
        return rows;
    }
}
