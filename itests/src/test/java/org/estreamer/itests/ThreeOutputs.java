package org.estreamer.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.estreamer.itests.plugin.ReceiptActivator;
import org.estreamer.itests.plugin.ReceiptPlugin;

/** An installation that writes every event three times: into a file, into H2, and through a plugin that keeps no position. */
final class ThreeOutputs {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** What the shell says of a database that has all; behind the state are four numbers, the third of them of what is missing. */
    private static final String NOTHING_BEHIND = "jdbc~all .*\\] +[a-z]+ +[^ ]+ +[^ ]+ +0 .*";

    private static final String FILE = "org.estreamer.plugin.file";
    private static final String RECEIPTS = "org.estreamer.itests.receipt";

    private final Installation installation;
    private final String session;

    /** Makes an installation whose session has a name. */
    ThreeOutputs(Path home, String session) throws IOException {
        this.session = session;
        installation = new Installation(home)
                .drop(FILE)
                .configure("plugin.file-all", "path=events.jsonl", EventFile.WITHOUT_NAMES)
                .drop("org.estreamer.plugin.jdbc")
                .configure("plugin.jdbc-all");
        dropReceipts();
    }

    Installation installation() {
        return installation;
    }

    /** Says where the server is. */
    void connect(String settings) throws IOException {
        installation.configure("session-" + session, settings);
    }

    /** Puts the plugin that keeps no position into the folder. */
    void dropReceipts() throws IOException {
        PluginJar.drop(
                installation.plugins(),
                "receipts.jar",
                "1.0.0",
                RECEIPTS,
                List.of(ReceiptActivator.class, ReceiptPlugin.class));
    }

    /** Takes it out again. */
    void removeReceipts() throws IOException {
        Files.delete(installation.plugins().resolve("receipts.jar"));
    }

    /** Takes the file plugin out of the folder. */
    void removeFile() throws IOException {
        move(installation.plugins().resolve(FILE + ".jar"), installation.etc().resolveSibling("file.jar"));
    }

    /** Puts it back. */
    void dropFile() throws IOException {
        move(
                installation.etc().resolveSibling("file.jar"),
                installation.plugins().resolve(FILE + ".jar"));
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Lets it run in peace until every output has so many events, or does not get any more. */
    void finish(int events) throws Exception {
        int rows = -1;
        for (int had = -2; rows < events && rows > had; had = rows, rows = rows().size()) {
            try (Launched run = installation.launchWithConsole()) {
                run.awaitLine("Session " + session + ": streaming");
                finish(run, events);
            }
        }
    }

    /** The same, where it runs already, with a shell. What is missing after the limit, a comparison tells. */
    void finish(Launched run, int events) throws Exception {
        Await.whether(LIMIT, () -> lines().size() >= events && receipts().size() >= events);
        int lines = run.output().size();
        Await.whether(LIMIT, () -> {
            run.type("estreamer:plugins");
            return run.output().stream().skip(lines).anyMatch(line -> line.matches(NOTHING_BEHIND));
        });
        Installation.stopInTime(run);
    }

    /** Fails where this is not the same as another that nobody disturbed; the plugin without a position may have more. */
    void assertSameAs(ThreeOutputs reference, String how) throws Exception {
        String circumstances = how + ", dead letters " + deadLetters();
        reference.lines().assertSame(lines(), "the file; " + circumstances);
        reference.rows().assertSame(rows(), "H2; " + circumstances);
        Counts<String> expected = reference.receipts();
        expected.assertAllIn(receipts(), "the plugin without a position; " + circumstances);
        receiptsOfProcesses()
                .forEach((process, receipts) -> assertEquals(
                        0,
                        receipts.without(expected).size(),
                        () -> "twice in process " + process + " of the plugin without a position; " + circumstances));
    }

    /** Where a plugin was killed with one record in hand again and again, that record is here. */
    private List<Path> deadLetters() throws IOException {
        Path letters = installation.data().resolve("dead-letter");
        if (!Files.isDirectory(letters)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(letters)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("in-hand"))
                    .map(letters::relativize)
                    .toList();
        }
    }

    /** How many events the plugin without a position was given again. */
    int again(ThreeOutputs reference) throws IOException {
        return receipts().without(reference.receipts()).size();
    }

    Counts<EventFile.Event> lines() throws IOException {
        return new EventFile(installation.data().resolve("events.jsonl")).events();
    }

    private Counts<EventTables.Row> rows() throws SQLException {
        Counts<EventTables.Row> events = Counts.none();
        EventTables.read(installation, session).forEach((row, count) -> {
            if (row.second() > 0) {
                events.of().put(row, count);
            }
        });
        return events;
    }

    /** What the plugin without a position was given. */
    Counts<String> receipts() throws IOException {
        Counts<String> all = Counts.none();
        receiptsOfProcesses()
                .values()
                .forEach(some -> some.of().forEach((event, count) -> all.of().merge(event, count, Integer::sum)));
        return all;
    }

    /** What each process gave it. */
    private Map<String, Counts<String>> receiptsOfProcesses() throws IOException {
        Map<String, Counts<String>> processes = new TreeMap<>();
        Path file = installation.tally().resolve("receipts");
        if (Files.exists(file)) {
            try (Stream<String> lines = Files.lines(file)) {
                lines.forEach(line -> {
                    String[] parts = line.split(" ", 2);
                    processes
                            .computeIfAbsent(parts[0], process -> Counts.none())
                            .add(parts[1]);
                });
            }
        }
        return processes;
    }
}
