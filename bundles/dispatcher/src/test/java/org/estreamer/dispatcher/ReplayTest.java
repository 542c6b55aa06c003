package org.estreamer.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.estreamer.pipeline.delivery.PluginStatus;
import org.estreamer.pipeline.delivery.ReplayStatus;
import org.estreamer.pipeline.log.LogPosition;
import org.estreamer.pipeline.log.LogSpan;
import org.estreamer.pipeline.log.MemoryEventLog;
import org.estreamer.record.FakeRecord;
import org.estreamer.record.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that plugins get again, beside their live stream. */
class ReplayTest {
    private static final int MANY = 3_000;

    @TempDir
    private Path data;

    private final MemoryEventLog log = new MemoryEventLog();
    private Rig rig;

    private Rig open() {
        rig = new Rig(log, Rig.SETTINGS, data);
        return rig;
    }

    @AfterEach
    void close() {
        if (rig != null) {
            rig.close();
        }
    }

    private void send(long from, long to) throws Exception {
        for (long number = from; number < to; number += 100) {
            rig.send(LongStream.range(number, Math.min(to, number + 100))
                    .mapToObj(one -> FakeRecord.event(1_000 + one, one))
                    .toArray(FakeRecord[]::new));
        }
    }

    private static LogSpan archived(long from, long to) {
        return new LogSpan(Instant.ofEpochSecond(from), Instant.ofEpochSecond(to), true, Instant.MAX);
    }

    private ReplayStatus status() {
        return rig.replays.statuses().get(0);
    }

    private void awaitState(ReplayStatus.State state) {
        Await.until(state + ", is " + status(), () -> status().state() == state, () -> status().toString());
    }

    private List<Path> notes() throws IOException {
        Path folder = data.resolve("replay");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static List<Long> numbers(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }

    @Test
    void shouldGiveRecordsAgainAndMoveNoPosition() throws Exception {
        CollectingPlugin plugin = new CollectingPlugin();
        open().add("p", plugin);
        send(0, 300);
        rig.awaitFinished("p", 300);
        rig.roster.replay("p", LogSpan.ALL);
        awaitState(ReplayStatus.State.DONE);
        assertEquals(600, plugin.taken.size());
        assertEquals(numbers(0, 300), plugin.numbers().subList(300, 600));
        assertEquals(300, status().records());
        assertEquals(300, log.place("p", Rig.SERVER));
        assertEquals(List.of(), notes());
        send(300, 301);
        plugin.awaitTaken(601);
        assertEquals(300, plugin.numbers().get(600));
    }

    @Test
    void shouldGiveOnlyWhatIsInTheSpanAndWanted() throws Exception {
        CollectingPlugin plugin = new CollectingPlugin();
        open().add("p", plugin, "records", "125");
        send(0, 50);
        rig.send(FakeRecord.malware(1_050, 50), FakeRecord.malware(1_051, 51), FakeRecord.metadata(7));
        rig.awaitFinished("p", 53);
        rig.roster.replay("p", archived(1_020, 1_051));
        awaitState(ReplayStatus.State.DONE);
        assertEquals(1, status().records());
        assertEquals(List.of(50L, 51L, 50L), plugin.numbers());
    }

    @Test
    void shouldGiveLiveRecordsFirst() throws Exception {
        AtomicBoolean sent = new AtomicBoolean();
        List<Long> order = Collections.synchronizedList(new ArrayList<>());
        CollectingPlugin plugin = new CollectingPlugin() {
            @Override
            public void onRecord(Record record) throws Exception {
                order.add(((FakeRecord) record).number());
                if (order.size() == MANY + 1 && sent.compareAndSet(false, true)) {
                    send(MANY, MANY + 1);
                }
                if (order.size() > MANY) {
                    long until = System.nanoTime() + 100_000; // more than one turn altogether
                    while (System.nanoTime() < until) {
                        Thread.onSpinWait();
                    }
                }
                super.onRecord(record);
            }
        };
        open().add("p", plugin);
        send(0, MANY);
        rig.awaitFinished("p", MANY);
        rig.roster.replay("p", LogSpan.ALL);
        awaitState(ReplayStatus.State.DONE);
        int live = order.indexOf((long) MANY);
        assertTrue(live > MANY && live < 2 * MANY, "the live record came as number " + live);
        assertEquals(2 * MANY + 1, order.size());
    }

    @Test
    void shouldEndWhenItIsCancelled() throws Exception {
        CrashingCollector plugin = new CrashingCollector();
        open().add("p", plugin);
        send(0, MANY);
        rig.awaitFinished("p", MANY);
        plugin.crash(); // stands still
        rig.roster.replay("p", LogSpan.ALL);
        assertEquals(1, notes().size());
        assertThrows(IllegalArgumentException.class, () -> rig.roster.replay("p", LogSpan.ALL));
        assertTrue(rig.replays.cancel("p"));
        assertFalse(rig.replays.cancel("p"));
        assertEquals(ReplayStatus.State.CANCELLED, status().state());
        assertEquals(List.of(), notes());
        plugin.bury();
        send(MANY, MANY + 100);
        rig.awaitFinished("p", MANY + 100);
        assertEquals(ReplayStatus.State.CANCELLED, status().state());
        assertEquals(List.of(), notes());
    }

    @Test
    void shouldRefuseAReplayForNobody() {
        open().add("refused", new CollectingPlugin(), "author", "");
        for (String name : List.of("refused", "nobody")) {
            String message = assertThrows(IllegalArgumentException.class, () -> rig.roster.replay(name, LogSpan.ALL))
                    .getMessage();
            assertTrue(message.contains("no plugin " + name), message);
        }
    }

    @Test
    void shouldGoOnAfterARestartAndLeaveOutNothing() throws Exception {
        GatedPlugin first = new GatedPlugin(false);
        open();
        CollectingPlugin before = new CollectingPlugin();
        rig.add("p", before);
        send(0, MANY);
        rig.awaitFinished("p", MANY);
        rig.remove("p");
        rig.add("p", first);
        rig.roster.replay("p", LogSpan.ALL);
        Await.until("it is given again", () -> first.entered.getCount() == 0);
        Thread closing = new Thread(rig::close);
        closing.start();
        Await.until("it leaves", () -> rig.status("p").state() == PluginStatus.State.DRAINING);
        first.open();
        closing.join();
        assertEquals(1, notes().size());
        assertEquals(1, first.taken.size());

        CollectingPlugin second = new CollectingPlugin();
        open();
        assertEquals(ReplayStatus.State.WAITING, status().state());
        rig.add("p", second);
        awaitState(ReplayStatus.State.DONE);
        List<Long> given = new ArrayList<>(first.numbers());
        given.addAll(second.numbers());
        assertEquals(numbers(0, MANY), given.stream().distinct().sorted().toList());
        assertEquals(MANY, log.place("p", Rig.SERVER));
        assertEquals(List.of(), notes());
    }

    @Test
    void shouldNeitherLoseNorDoubleLiveRecordsWhereTheProcessDiesInAReplay() throws Exception {
        Disk disk = new Disk();
        for (int round = 0; round < 6; round++) {
            long first = round == 0 ? 0 : MANY + round * 500L;
            DurableCollector plugin = new DurableCollector(disk);
            open().add("p", plugin);
            send(first, MANY + round * 500L + 300);
            if (round == 0) {
                rig.awaitFinished("p", MANY + 300);
                rig.roster.replay("p", archived(0, 1_000 + MANY));
            }
            int persisted = plugin.persisted.get();
            Await.until(
                    "it persists",
                    () -> plugin.persisted.get() > persisted
                            || rig.replays.statuses().stream()
                                    .allMatch(status -> status.state() == ReplayStatus.State.DONE));
            send(MANY + round * 500L + 300, MANY + round * 500L + 500);
            plugin.crash();
            log.kill();
            Thread closing = new Thread(rig::close);
            closing.start();
            Await.until(
                    "it leaves",
                    () -> rig.roster.statuses().stream()
                            .allMatch(status -> status.state() == PluginStatus.State.DRAINING));
            plugin.bury();
            closing.join();
        }
        long end = MANY + 3_000;
        open().add("p", new DurableCollector(disk));
        send(end, end + 1);
        rig.awaitFinished("p", end + 1);
        Await.until(
                "the replay is over",
                () -> rig.replays.statuses().stream().allMatch(status -> status.state() == ReplayStatus.State.DONE));
        Map<Long, Integer> kept = new HashMap<>();
        disk.output().forEach(record -> kept.merge(((FakeRecord) record).number(), 1, Integer::sum));
        for (long number = 0; number <= end; number++) {
            int times = kept.getOrDefault(number, 0);
            assertTrue(number < MANY ? times >= 2 : times == 1, "record " + number + " is there " + times + " times");
        }
    }

    @Test
    void shouldKeepWhatADurablePluginWasGivenAgainThoughNothingLiveComes() throws Exception {
        Disk disk = new Disk();
        DurableCollector plugin = new DurableCollector(disk);
        open().add("p", plugin);
        send(0, 200);
        rig.awaitFinished("p", 200);
        byte[] position = disk.position(Rig.SERVER);
        rig.roster.replay("p", archived(1_000, 1_100));
        awaitState(ReplayStatus.State.DONE);
        assertEquals(300, disk.output().size());
        assertEquals(200, LogPosition.decode(position).number());
        assertTrue(Arrays.equals(position, disk.position(Rig.SERVER)));
    }

    @Test
    void shouldMakeADeadLetterOfAReplayedRecordThatFails() throws Exception {
        AtomicBoolean fails = new AtomicBoolean();
        CollectingPlugin plugin = new CollectingPlugin() {
            @Override
            public void onRecord(Record record) throws Exception {
                if (fails.get() && ((FakeRecord) record).number() == 7) {
                    throw new IllegalStateException("seven");
                }
                super.onRecord(record);
            }
        };
        open().add("p", plugin);
        send(0, 20);
        rig.awaitFinished("p", 20);
        fails.set(true);
        rig.roster.replay("p", LogSpan.ALL);
        awaitState(ReplayStatus.State.DONE);
        assertEquals(1, rig.status("p").deadLetters());
        assertEquals(39, plugin.taken.size());
    }

    @Test
    void shouldTellWhatTheLogHasLetGoOf() throws Exception {
        CrashingCollector plugin = new CrashingCollector();
        open().add("p", plugin);
        send(0, 400);
        rig.awaitFinished("p", 400);
        plugin.crash();
        rig.roster.replay("p", LogSpan.ALL);
        Await.until("it stands in the replay", () -> status().at() != null);
        assertTrue(rig.status("p").reason().contains("gets records again: 0 records given"));
        log.lose(Rig.SERVER, 300);
        plugin.bury();
        awaitState(ReplayStatus.State.DONE);
        assertEquals(200, status().lost());
    }

    @Test
    void shouldSayWhichNoteCannotBeRead() throws Exception {
        Path folder = Files.createDirectories(data.resolve("replay"));
        Files.writeString(folder.resolve("p.replay"), "plugin=p\nfrom=never\n");
        open().add("p", new CollectingPlugin());
        assertEquals(List.of(), rig.replays.statuses());
        rig.roster.replay("p", LogSpan.ALL);
        awaitState(ReplayStatus.State.DONE);
    }
}
