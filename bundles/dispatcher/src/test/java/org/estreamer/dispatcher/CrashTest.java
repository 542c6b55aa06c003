package org.estreamer.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.estreamer.record.Record;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cuts, stops, replacements and crashes at random moments: what the plugins hold is compared with what was sent. */
class CrashTest {
    private static final int ROUNDS = 60;
    private static final Settings SETTINGS = new Settings(
            Rig.queue(60),
            Duration.ofSeconds(30),
            0,
            Duration.ofSeconds(300),
            Duration.ZERO,
            Duration.ofMillis(2),
            2,
            Duration.ZERO);

    @TempDir
    Path folder;

    private final Disk disk = new Disk();
    private final List<Record> takenBefore = new ArrayList<>();
    private Random random;
    private ScriptedServer server;
    private Path data;
    private Rig rig;
    private CrashingCollector plain;
    private DurableCollector durable;
    private int generation;
    private int restartsSeen;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldNeitherLoseNorDouble(long seed) throws Exception {
        begin(seed);
        for (int round = 0; round < ROUNDS; round++) {
            sendMessages(random.nextInt(40));
            switch (random.nextInt(5)) {
                case 0 -> connect();
                case 1 -> crash();
                case 2 -> stopInOrder();
                case 3 -> replacePlain();
                default -> replaceDurable();
            }
        }
        end();
        assertTrue(server.archive().size() > 1_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void shouldNeitherLoseNorDoubleWhereOnlyOneHasAPositionYet(long seed) throws Exception {
        begin(seed);
        disk.full(true);
        sendMessages(random.nextInt(20));
        Path position = data.resolve("positions/" + Rig.SERVER + "/plain.position");
        Await.until("a position", () -> Files.exists(position));
        crash();
        sendMessages(random.nextInt(20));
        crash();
        disk.full(false);
        end();
    }

    private void begin(long seed) throws InterruptedException {
        random = new Random(seed);
        server = new ScriptedServer(random, SETTINGS.reorderSeconds());
        data = folder.resolve("0");
        start();
    }

    private void sendMessages(int more) throws InterruptedException {
        for (int message = more; message >= 0; message--) {
            server.send(rig.stream);
            if (rig.restarts.get() > restartsSeen) {
                connect();
            }
        }
    }

    private void end() throws InterruptedException {
        connect();
        server.sendRest(rig.stream);
        // what a plugin is busy with is no longer queued: only what comes after all tells that all has come
        FakeRecord last = FakeRecord.metadata(99);
        rig.send(last);
        Await.until("all delivered", () -> plain.taken.contains(last) && durable.taken.contains(last));
        rig.close();
        takenBefore.addAll(plain.events());
        compare();
    }

    private void compare() {
        Map<Record, Integer> sent = counts(server.archive());
        Map<Record, Integer> exactlyOnce =
                counts(disk.output().stream().filter(Parcel::hasPlace).toList());
        assertEquals(Map.of(), surplus(sent, counts(takenBefore)), "lost by the plain plugin");
        assertEquals(Map.of(), surplus(sent, exactlyOnce), "lost by the durable plugin");
        assertEquals(Map.of(), surplus(exactlyOnce, sent), "doubled by the durable plugin");
    }

    private void start() throws InterruptedException {
        rig = new Rig(data, SETTINGS);
        restartsSeen = 0;
        plain = new CrashingCollector();
        durable = new DurableCollector(disk);
        rig.add("plain", plain);
        rig.add("durable", durable);
        connect();
    }

    private void connect() throws InterruptedException {
        restartsSeen = rig.restarts.get();
        server.connect(rig.open().resumeSecond());
    }

    private void crash() throws Exception {
        plain.crash();
        durable.crash();
        Path copy = folder.resolve(String.valueOf(++generation));
        snapshot(copy);
        plain.bury();
        durable.bury();
        rig.close();
        takenBefore.addAll(plain.events());
        data = copy;
        start();
    }

    private void stopInOrder() throws InterruptedException {
        rig.close();
        takenBefore.addAll(plain.events());
        start();
    }

    private void replacePlain() {
        rig.remove("plain");
        takenBefore.addAll(plain.events());
        plain = new CrashingCollector();
        rig.add("plain", plain);
    }

    private void replaceDurable() throws InterruptedException {
        rig.remove("durable");
        if (random.nextBoolean()) {
            server.send(rig.stream);
        }
        durable = new DurableCollector(disk);
        rig.add("durable", durable);
    }

    /** Copies the position files as they are: what a crash at this moment would leave. */
    private void snapshot(Path copy) throws IOException {
        Path positions = data.resolve("positions/" + Rig.SERVER);
        Path copies = Files.createDirectories(copy.resolve("positions/" + Rig.SERVER));
        if (!Files.exists(positions)) {
            return;
        }
        boolean whole;
        do {
            whole = true;
            for (String name : positions.toFile().list()) {
                try {
                    Files.copy(positions.resolve(name), copies.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                } catch (NoSuchFileException e) {
                    // renamed or deleted since it was listed: its successor may not have been
                    whole = false;
                }
            }
        } while (!whole);
    }

    /** What is in one more often than in the other, and how much more often. */
    private static Map<Record, Integer> surplus(Map<Record, Integer> one, Map<Record, Integer> other) {
        Map<Record, Integer> surplus = new HashMap<>();
        one.forEach((record, count) -> surplus.put(record, count - other.getOrDefault(record, 0)));
        surplus.values().removeIf(more -> more <= 0);
        return surplus;
    }

    private static Map<Record, Integer> counts(Collection<? extends Record> records) {
        Map<Record, Integer> counts = new HashMap<>();
        records.forEach(record -> counts.merge(record, 1, Integer::sum));
        return counts;
    }
}
