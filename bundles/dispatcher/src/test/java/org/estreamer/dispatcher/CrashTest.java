package org.estreamer.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.estreamer.dispatcher.delivery.DeliverySettings;
import org.estreamer.pipeline.delivery.PluginStatus;
import org.estreamer.pipeline.log.LogRequest;
import org.estreamer.pipeline.log.LogStatus;
import org.estreamer.pipeline.log.LogWriter;
import org.estreamer.pipeline.log.MemoryEventLog;
import org.estreamer.record.FakeRecord;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cuts, stops, replacements, kills and power cuts at random moments: what the plugins hold is compared with what was sent. */
class CrashTest {
    private static final int ROUNDS = 60;
    private static final LogRequest REQUEST = new LogRequest("all", "certificate", 0);
    private static final DeliverySettings SETTINGS = new DeliverySettings(
            Duration.ofSeconds(30),
            0,
            Duration.ofSeconds(300),
            Duration.ZERO,
            Duration.ofMillis(2),
            Rig.SETTINGS.deadLetterBytes());

    private final MemoryEventLog log = new MemoryEventLog();
    private final Disk disk = new Disk();
    private final List<Record> takenBefore = new ArrayList<>();
    private Random random;
    private ScriptedServer server;
    private LogWriter writer;
    private Rig rig;
    private CrashingCollector plain;
    private DurableCollector durable;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldNeitherLoseNorDouble(long seed) throws Exception {
        begin(seed);
        for (int round = 0; round < ROUNDS; round++) {
            sendMessages(random.nextInt(40));
            switch (random.nextInt(6)) {
                case 0 -> connect();
                case 1 -> kill();
                case 2 -> cutPower();
                case 3 -> stopInOrder();
                case 4 -> replacePlain();
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
        rig.awaitFinished("plain", 1);
        kill();
        sendMessages(random.nextInt(20));
        kill();
        disk.full(false);
        end();
    }

    private void begin(long seed) throws Exception {
        random = new Random(seed);
        server = new ScriptedServer(random, 2);
        start();
    }

    private void sendMessages(int more) throws Exception {
        for (int message = more; message >= 0; message--) {
            server.send(writer);
        }
    }

    private void end() throws Exception {
        connect();
        server.sendRest(writer);
        FakeRecord last = FakeRecord.metadata(99);
        writer.append(new RecordBatch(Rig.SERVER, List.of(last)));
        Await.until("all delivered", () -> plain.taken.contains(last) && durable.taken.contains(last));
        rig.close();
        takenBefore.addAll(plain.events());
        compare();
    }

    private void compare() {
        Map<Record, Integer> sent = counts(server.archive());
        Map<Record, Integer> exactlyOnce = counts(disk.output().stream()
                .filter(record -> record.archiveTimestamp() > 0)
                .toList());
        assertEquals(Map.of(), surplus(sent, counts(takenBefore)), "lost by the plain plugin");
        assertEquals(Map.of(), surplus(sent, exactlyOnce), "lost by the durable plugin");
        assertEquals(Map.of(), surplus(exactlyOnce, sent), "doubled by the durable plugin");
    }

    private void start() throws Exception {
        rig = new Rig(log, SETTINGS);
        plain = new CrashingCollector();
        durable = new DurableCollector(disk);
        rig.add("plain", plain);
        rig.add("durable", durable);
        connect();
    }

    private void connect() throws Exception {
        writer = log.write(Rig.SERVER, "");
        server.connect(writer.begin(REQUEST).timestamp());
    }

    /** What is in the log stays; what the plugins have not persisted does not. */
    private void kill() throws Exception {
        dieWith(() -> {});
        start();
    }

    /** The log loses what was not durable yet. */
    private void cutPower() throws Exception {
        log.holdDurable();
        long durableTo = writer.next();
        sendMessages(random.nextInt(20));
        long kept = durableTo + random.nextInt(Math.toIntExact(writer.next() - durableTo) + 1);
        dieWith(() -> {
            log.cutBack(Rig.SERVER, kept);
            log.releaseDurable();
        });
        start();
    }

    /** Whoever is still at work after the kill belongs to no process any more, so it must not come back to the log. */
    private void dieWith(Runnable also) throws InterruptedException {
        Await.until("both read", () -> log.status().get(0).readers().stream().allMatch(LogStatus.Reader::here));
        plain.crash();
        durable.crash();
        log.kill();
        Thread closing = new Thread(rig::close);
        closing.start();
        Await.until(
                "both leave",
                () -> rig.roster.statuses().stream().allMatch(status -> status.state() == PluginStatus.State.DRAINING));
        also.run();
        plain.bury();
        durable.bury();
        closing.join();
        takenBefore.addAll(plain.events());
    }

    private void stopInOrder() throws Exception {
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

    private void replaceDurable() throws Exception {
        rig.remove("durable");
        if (random.nextBoolean()) {
            server.send(writer);
        }
        durable = new DurableCollector(disk);
        rig.add("durable", durable);
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
