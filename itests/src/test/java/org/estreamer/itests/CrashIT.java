package org.estreamer.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a receiving process again and again, and compares its file with the one of a process that nobody touches: no event
 * may be missing and none may stand there twice.
 */
class CrashIT {
    private static final int CRASHES = Integer.getInteger("estreamer.crashes", 10);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Pattern EVENT = Pattern.compile("^\\{\"recordType\":\\d+,\"archiveTimestamp\":([1-9]\\d*),");
    private static final String FILE_PLUGIN = "org.estreamer.plugin.file";

    @TempDir
    private Path home;

    @Test
    void shouldNeitherLoseNorDoubleEventsAcrossKills() throws Exception {
        long seed = Long.getLong("estreamer.seed", System.nanoTime());
        Random random = new Random(seed);
        Installation reference = new Installation(home.resolve("reference"))
                .drop(FILE_PLUGIN)
                .configure("plugin.file-all", "path=events.jsonl");
        Installation victim = new Installation(home.resolve("victim"))
                .drop(FILE_PLUGIN)
                .configure("plugin.file-all", "path=events.jsonl");
        try (SimulatedServer server =
                SimulatedServer.start(reference, "session=reference", "rate=300", "historySeconds=30")) {
            victim.configure(
                    "session-victim",
                    server.sessionSettings(),
                    "trust=" + reference.data().resolve("simulator-sim/ca.pem"));
            for (int crash = 0; crash < CRASHES; crash++) {
                runAndKill(victim, random, crash % 3 != 0);
            }
            long last = runAndStop(victim, reference);
            awaitSecond(reference, last + 1);
            assertTrue(eventsBefore(victim, last).size() > 30, "a history of 30 seconds and what came after it");
            assertEquals(
                    eventsBefore(reference, last),
                    eventsBefore(victim, last),
                    () -> "seed " + seed + ": seconds with their numbers of events, and of different ones");
        }
    }

    /** Kills while events flow, repeated ones and new ones; or, every third time, at any moment of the start. */
    private static void runAndKill(Installation victim, Random random, boolean streaming) throws Exception {
        try (Launched run = victim.launch("run")) {
            int delay = random.nextInt(3_000);
            if (streaming) {
                run.awaitLine("Session victim: streaming");
                delay = random.nextInt(1_500);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(delay));
            run.process().destroyForcibly();
            run.process().waitFor();
        }
    }

    private static long runAndStop(Installation victim, Installation reference) throws Exception {
        long caughtUp = lastSecond(reference);
        try (Launched run = victim.launch("run")) {
            Await.until("the victim has caught up", LIMIT, () -> lastSecond(victim) > caughtUp);
            Installation.stopInTime(run);
        }
        return lastSecond(victim);
    }

    private static void awaitSecond(Installation installation, long second) throws Exception {
        Await.until("the reference has second " + second, LIMIT, () -> lastSecond(installation) > second);
    }

    /** The events of every whole second: how many there are, and how many different ones. */
    private static Map<Long, List<Integer>> eventsBefore(Installation installation, long last) throws IOException {
        Map<Long, List<String>> bySecond = new TreeMap<>();
        try (Stream<String> lines = Files.lines(events(installation))) {
            lines.forEach(line -> {
                Matcher event = EVENT.matcher(line);
                if (event.find() && Long.parseLong(event.group(1)) < last) {
                    bySecond.computeIfAbsent(Long.valueOf(event.group(1)), second -> new ArrayList<>())
                            .add(line);
                }
            });
        }
        Map<Long, List<Integer>> counts = new TreeMap<>();
        bySecond.forEach((second, events) -> counts.put(
                second,
                List.of(
                        events.size(),
                        (int) events.stream().distinct().count(),
                        events.stream().sorted().toList().hashCode())));
        return counts;
    }

    private static long lastSecond(Installation installation) throws IOException {
        Path file = events(installation);
        if (!Files.exists(file)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(EVENT::matcher)
                    .filter(Matcher::find)
                    .mapToLong(event -> Long.parseLong(event.group(1)))
                    .max()
                    .orElse(0);
        }
    }

    private static Path events(Installation installation) {
        return installation.data().resolve("events.jsonl");
    }
}
