package org.estreamer.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plugin that writes into databases, in the distribution. */
class DatabaseIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** How long a removed jar may take to be gone, whatever its database does; the folder is looked at twice a second. */
    private static final Duration GONE = Duration.ofSeconds(15);

    private static final Duration REST = Duration.ofSeconds(3);

    private static final int EVENTS = 1_400;
    private static final String JDBC_PLUGIN = "org.estreamer.plugin.jdbc";
    private static final String UNINSTALLED = "Plugin org\\.estreamer\\.plugin\\.jdbc.*is uninstalled";
    private static final Pattern EVENT =
            Pattern.compile("^\\{\"recordType\":(\\d+),\"archiveTimestamp\":([1-9]\\d*),.*");

    /** Events of one kind in one second. */
    private record Kind(long second, int type) {}

    @TempDir
    private Path home;

    @Test
    void shouldBeGoneWithItsJarAndGoOnWhereItWasSoThatNoEventIsMissingOrDoubled() throws Exception {
        Installation installation = new Installation(home.resolve("client"))
                .drop(JDBC_PLUGIN)
                .drop("org.estreamer.plugin.file")
                .configure("plugin.file-all", "path=events.jsonl")
                .configure("plugin.jdbc-all");
        try (SimulatedServer server =
                SimulatedServer.start(home.resolve("server"), "rate=100", "historySeconds=4", "records=" + EVENTS)) {
            installation.configure(
                    "session-lab",
                    server.sessionSettings(),
                    "trust=" + home.resolve("server/data/simulator-sim/ca.pem"));
            try (Launched run = installation.launch("run")) {
                run.awaitLine("Session lab: streaming");
                Await.until("tables are made", LIMIT, () -> hasTables(installation));
                Path aside = Files.move(jar(installation), home.resolve("aside.jar"));
                run.awaitLine(UNINSTALLED);
                awaitNothingLeft(run);
                Instant back = Instant.now();
                Files.move(aside, jar(installation));
                Await.until("the plugin is back", LIMIT, () -> isBack(run));
                Await.until("all events are in the file", LIMIT, () -> count(inFile(installation)) >= EVENTS);
                awaitRest(installation, back);
                Installation.stopInTime(run);
            }
            Await.until("all events are in the database", LIMIT, () -> hasAllOrGetsMore(installation));
            assertEquals(
                    Set.of(),
                    EventTables.difference(inFile(installation), inDatabase(installation)),
                    "events with their number in the file, or in the database");
        }
    }

    @Test
    void shouldBeGoneSoonWhileItsDatabaseDoesNotAnswer() throws Exception {
        Installation installation = new Installation(home)
                .drop(JDBC_PLUGIN)
                .configure("simulator-sim", "port=0", "session=sim", "rate=10", "historySeconds=0");
        Files.copy(driver(), installation.plugins().resolve("postgresql.jar"));
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            installation.configure(
                    "plugin.jdbc-silent", "url=jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/events");
            try (Launched run = installation.launch("run");
                    Socket connection = silent.accept()) {
                Files.delete(jar(installation));
                Await.until("the plugin is gone, with " + connection, GONE, () -> run.hasLine(UNINSTALLED));
                awaitNothingLeft(run);
                Installation.stopInTime(run);
            }
        }
    }

    private static Path jar(Installation installation) {
        return installation.plugins().resolve(JDBC_PLUGIN + ".jar");
    }

    private static Path driver() throws Exception {
        return Path.of(org.postgresql.Driver.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    /** Whether the file is larger than one with nothing but the table of positions. */
    private static boolean hasTables(Installation installation) throws IOException {
        Path database = database(installation);
        return Files.exists(database) && Files.size(database) > 65_536;
    }

    private static Path database(Installation installation) {
        return installation.data().resolve("jdbc/events.mv.db");
    }

    private static boolean isBack(Launched run) {
        String here = ".*Plugin jdbc~all .* is here.*";
        return run.everything().lines().filter(line -> line.matches(here)).count() == 2;
    }

    /** No thread, and no class: so neither a driver that the JVM knows nor anything else holds on to it. */
    private static void awaitNothingLeft(Launched run) throws Exception {
        Await.until(
                "its threads have ended",
                LIMIT,
                () -> ask(run, "Thread.print")
                        .noneMatch(line -> line.matches("\"(H2|MVStore|estreamer-jdbc|estreamer-plugin-jdbc).*")));
        Await.until("its class loader is collected", LIMIT, () -> {
            ask(run, "GC.run");
            return ask(run, "VM.class_hierarchy")
                    .noneMatch(line -> line.contains("org.h2.") || line.contains(JDBC_PLUGIN));
        });
    }

    /** What the process says of itself. */
    private static Stream<String> ask(Launched run, String command) throws Exception {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(run.process().pid()),
                        command)
                .redirectErrorStream(true)
                .start();
        String answer = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, jcmd.waitFor(), answer);
        return answer.lines();
    }

    /** Nothing was written for a while: nothing more is to come, or the machine is very slow. */
    private static void awaitRest(Installation installation, Instant since) throws Exception {
        Path database = database(installation);
        Await.until("the database is at rest", LIMIT, () -> {
            Instant changed = Files.getLastModifiedTime(database).toInstant();
            Instant last = changed.isAfter(since) ? changed : since;
            return last.plus(REST).isBefore(Instant.now());
        });
    }

    /** What was not written before a stop comes with the next start. */
    private static boolean hasAllOrGetsMore(Installation installation) throws Exception {
        if (count(inDatabase(installation)) >= EVENTS) {
            return true;
        }
        Instant start = Instant.now();
        try (Launched run = installation.launch("run")) {
            run.awaitLine("Session lab: streaming");
            awaitRest(installation, start);
            Installation.stopInTime(run);
        }
        return false;
    }

    /** Events only: metadata comes again with each connection. */
    private static Map<Kind, Integer> inFile(Installation installation) throws IOException {
        Map<Kind, Integer> kinds = new HashMap<>();
        Path file = installation.data().resolve("events.jsonl");
        if (Files.exists(file)) {
            try (Stream<String> lines = Files.lines(file)) {
                lines.map(EVENT::matcher)
                        .filter(Matcher::matches)
                        .map(event -> new Kind(Long.parseLong(event.group(2)), Integer.parseInt(event.group(1))))
                        .forEach(kind -> kinds.merge(kind, 1, Integer::sum));
            }
        }
        return kinds;
    }

    private static Map<Kind, Integer> inDatabase(Installation installation) throws SQLException {
        Map<Kind, Integer> kinds = new HashMap<>();
        EventTables.read(installation, "lab").forEach((row, count) -> {
            if (row.second() > 0) {
                kinds.merge(new Kind(row.second(), row.type()), count, Integer::sum);
            }
        });
        return kinds;
    }

    private static int count(Map<Kind, Integer> kinds) {
        return kinds.values().stream().mapToInt(Integer::intValue).sum();
    }
}
