package org.estreamer.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What may happen to the log itself, while an output stays: the server's events arrive nevertheless, each once wherever that
 * can be, and where it cannot the log file says what comes twice or has gone.
 */
class LogFaultIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int KILLS = Integer.getInteger("estreamer.crashes");

    /** Half an hour and more of archival time: all of it may be repeated. */
    private static final int SOME = 6_000;

    private static final int MORE = 8_000;
    private static final int MANY = 40_000;

    @TempDir
    private Path home;

    private Installation installation;
    private ScriptedManagementCenter server;
    private ClientSettings client;
    private Path file;
    private volatile FaultyHistory stored = new FaultyHistory(1, SOME);
    private volatile Duration pause = Duration.ZERO;

    @BeforeEach
    void install() throws Exception {
        TestAuthority authority = new TestAuthority("log-fault-tests");
        server = new ScriptedManagementCenter(
                authority.self().certificate(), authority.issue("fmc"), List.of(this::serve));
        client = new ClientSettings(authority, home);
        installation = new Installation(home.resolve("installation"))
                .drop("org.estreamer.plugin.file")
                .configure("plugin.file-all", "path=events.jsonl")
                .configure("session-fmc", client.lines(server.port()));
        file = installation.data().resolve("events.jsonl");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private void serve(ScriptedManagementCenter.Client other) throws IOException {
        if (pause.isZero()) {
            stored.serve(other);
        } else {
            stored.serveSlowly(other, () -> pause);
        }
    }

    @Test
    void shouldTellAndLeaveNothingOutWhereTheLogIsDeletedAndTheOutputStays() throws Exception {
        runToTheEnd();
        delete(logs());
        stored = new FaultyHistory(1, MORE);
        Launched run = runToTheEnd();
        assertTrue(
                run.hasLine("position belongs to another log of server fmc: it goes on from .* comes twice"),
                run::everything);
        assertAllThere(run);
    }

    @Test
    void shouldTellAndLeaveNothingOutWhereTheLogComesFromABackup() throws Exception {
        stored = new FaultyHistory(1, SOME / 2);
        runToTheEnd();
        Path backup = home.resolve("backup");
        copy(logs(), backup);
        stored = new FaultyHistory(1, SOME);
        runToTheEnd();
        delete(logs());
        copy(backup, logs());
        stored = new FaultyHistory(1, MORE);
        Launched run = runToTheEnd();
        assertTrue(run.hasLine("is behind the end of the log of server fmc .* comes twice"), run::everything);
        assertAllThere(run);
        List<Integer> behindTheBackup =
                stored.numbers(file).subList(SOME, stored.numbers(file).size());
        assertTrue(
                Collections.min(behindTheBackup) >= SOME / 2,
                () -> "what the backup has came twice: " + behindTheBackup);
    }

    @Test
    void shouldTellWhichRecordsADamagedBatchHadAndDeliverTheOthers() throws Exception {
        Path plugin = installation.plugins().resolve("org.estreamer.plugin.file.jar");
        Path aside = home.resolve("file.jar");
        Files.move(plugin, aside);
        // longer than the log takes to be durable: what no batch says is durable is a torn tail, and comes again
        pause = Duration.ofMillis(2);
        try (Launched run = installation.launchWithConsole()) {
            run.awaitLine("Session fmc: streaming");
            awaitInTheLog(run, SOME);
            Installation.stopInTime(run);
        }
        pause = Duration.ZERO;
        damage(segments().get(0));
        Files.move(aside, plugin);
        Launched run = runToTheEnd();
        assertTrue(
                run.hasLine("log of server fmc is damaged in or before .*: records \\d+ to \\d+ are passed over"),
                run::everything);
        List<Integer> numbers = stored.numbers(file);
        assertEquals(numbers.size(), new HashSet<>(numbers).size(), "each once at the most");
        TreeSet<Integer> gone = new TreeSet<>(stored.all());
        numbers.forEach(gone::remove);
        assertTrue(gone.size() < SOME / 10, () -> "lost " + gone);
        if (!gone.isEmpty()) {
            assertEquals(gone.size(), gone.last() - gone.first() + 1, () -> "in one piece: " + gone);
        }
    }

    @Test
    void shouldNeitherLoseNorDoubleEventsWhereItIsKilledWheneverTheServerRepeats() throws Exception {
        long seed = Long.getLong("estreamer.seed", System.nanoTime());
        Random random = new Random(seed);
        runToTheEnd();
        pause = Duration.ofMillis(20);
        for (int kill = 0; kill < KILLS; kill++) {
            stored = new FaultyHistory(1, SOME + kill * 10);
            try (Launched run = installation.launch("run")) {
                run.awaitLine("Session fmc: streaming");
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(700)));
                run.kill();
            }
        }
        pause = Duration.ZERO;
        stored = new FaultyHistory(1, MORE);
        runToTheEnd();
        assertEquals(stored.all(), stored.numbers(file), "seed " + seed);
    }

    @Test
    void shouldTellWhereTheServerIsAskedForOtherVersions() throws Exception {
        runToTheEnd();
        installation.configure("session-fmc", client.lines(server.port(), "release=6.4"));
        stored = new FaultyHistory(1, MORE);
        Launched run = runToTheEnd();
        assertTrue(run.hasLine("asked for something else than before.*come twice"), run::everything);
        assertEquals(stored.all(), stored.numbers(file));
    }

    @Test
    void shouldKnowWhatIsRepeatedThoughAllButTheNewestSegmentHasGone() throws Exception {
        installation.configure("log", "retainHours=0", "retainMegabytes=1", "segmentMegabytes=1", "maxMegabytes=4");
        stored = new FaultyHistory(1, MANY);
        try (Launched run = installation.launch("run")) {
            Await.until("the last event in\n" + run.everything(), LIMIT, () -> stored.isIn(file));
            Await.until("one segment only", LIMIT, () -> segments().size() == 1);
            stored = new FaultyHistory(1, MANY + MORE);
            server.disconnect();
            Await.until("what came later in\n" + run.everything(), LIMIT, () -> stored.isIn(file));
            Installation.stopInTime(run);
        }
        assertEquals(stored.all(), stored.numbers(file));
    }

    /** Runs until the output has the server's last event. */
    private Launched runToTheEnd() throws Exception {
        try (Launched run = installation.launch("run")) {
            Await.until("the last event in\n" + run.everything(), LIMIT, () -> stored.isIn(file));
            Installation.stopInTime(run);
            return run;
        }
    }

    private void awaitInTheLog(Launched run, int events) throws Exception {
        Await.until("all events in the log in\n" + run.everything(), LIMIT, () -> {
            run.type("estreamer:log");
            return run.hasLine("fmc .*" + (events - 1) / 1_000 + ".?" + "999");
        });
    }

    private void assertAllThere(Launched run) throws IOException {
        TreeSet<Integer> missing = new TreeSet<>(stored.all());
        stored.numbers(file).forEach(missing::remove);
        assertTrue(missing.isEmpty(), () -> "lost " + missing + "\n" + run.everything());
    }

    private Path logs() {
        return installation.data().resolve("log");
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(logs().resolve("fmc"))) {
            return files.filter(segment -> segment.toString().endsWith(".log"))
                    .sorted()
                    .toList();
        }
    }

    private static void damage(Path segment) throws IOException {
        byte[] bytes = Files.readAllBytes(segment);
        bytes[bytes.length / 2] ^= 1;
        Files.write(segment, bytes);
    }

    private static void delete(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = new ArrayList<>(all.toList());
        }
        Collections.reverse(files);
        for (Path each : files) {
            Files.delete(each);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Files.copy(each, to.resolve(from.relativize(each)));
            }
        }
    }
}
