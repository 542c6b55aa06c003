package org.estreamer.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import java.util.stream.Stream;
import org.estreamer.log.server.ServerLog;
import org.estreamer.pipeline.log.LogBatch;
import org.estreamer.pipeline.log.LogPosition;
import org.estreamer.pipeline.log.LogReader;
import org.estreamer.pipeline.log.LogStart;
import org.estreamer.pipeline.log.LogWriter;
import org.estreamer.pipeline.log.ResumePoint;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Cuts at bad moments, with servers whose time does what it likes: nothing is lost, and nothing comes twice. */
class ResumeTest {
    private static final long BASE = 1_000_000;
    private static final int WHOLE = Integer.MAX_VALUE;

    @TempDir
    private Path folder;

    private LogRig rig;
    private Logs logs;
    private LogReader reader;
    private final Map<Long, Integer> got = new HashMap<>();

    /** What happens to the process between two connections. */
    private enum Between {
        NOTHING,
        RESTART,
        KILL
    }

    /** A connection: how much is stored when it begins and when it ends, and after how many events it is cut. */
    private record Connection(int begin, int end, int cut) {
        Connection(int begin, int end) {
            this(begin, end, WHOLE);
        }
    }

    /**
     * A case.
     *
     * @param second      the archival second of each event
     * @param each        how many events there are in a second
     * @param connections how it goes
     * @param retain      how many bytes of the log stay; 0 for all
     */
    private record Script(
            String name, int count, LongUnaryOperator second, int each, List<Connection> connections, int retain) {
        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeEach
    void begin() throws Exception {
        rig = new LogRig(Files.createDirectories(folder.resolve("0")));
        rig.disk = new ShakyDisk().lazy();
    }

    static Stream<Arguments> cases() {
        List<Script> scripts = new ArrayList<>();
        for (int[] ahead : new int[][] {{1, 50}, {8, 50}, {1_000, 50}, {1, 86_400}, {13, 7_200}}) {
            int many = ahead[0];
            LongUnaryOperator second =
                    i -> i < 2_000 ? BASE + i / 100 : i < 2_000 + many ? BASE + 20 + ahead[1] : BASE + (i - many) / 100;
            String name = many + " records " + ahead[1] + " s ahead";
            int all = 6_000 + many;
            scripts.add(new Script(
                    name + ", away",
                    all,
                    second,
                    100,
                    List.of(
                            new Connection(100, 2_000 + many),
                            new Connection(3_000 + many, 4_000 + many),
                            new Connection(all, all)),
                    0));
            scripts.add(new Script(
                    name + ", not away",
                    all,
                    second,
                    100,
                    List.of(
                            new Connection(100, 2_000 + many),
                            new Connection(2_000 + many, 4_000 + many),
                            new Connection(all, all)),
                    0));
        }
        for (int back : new int[] {30, 3_000, 7_200}) {
            for (int n : new int[] {0, 1, 3, 50}) {
                scripts.add(new Script(
                        "clock back " + back + " s, cut after " + n,
                        6_000,
                        i -> i < 3_000 ? BASE + i / 10 : BASE + 300 - back + (i - 3_000) / 10,
                        10,
                        List.of(
                                new Connection(100, 3_000 + n),
                                new Connection(4_000, 5_000),
                                new Connection(6_000, 6_000)),
                        0));
            }
        }
        List<Connection> three =
                List.of(new Connection(0, 4_000), new Connection(6_000, 8_000), new Connection(12_000, 12_000));
        scripts.add(new Script("jitter 5 s", 12_000, i -> BASE + i / 100 - new Random(i).nextInt(6), 100, three, 0));
        scripts.add(new Script(
                "two sources 90 s apart", 12_000, i -> BASE + i / 100 - (i % 2 == 1 ? 90 : 0), 100, three, 0));
        scripts.add(new Script(
                "two sources 90 s apart in runs",
                12_000,
                i -> BASE + i / 100 - (i / 20 % 2 == 1 ? 90 : 0),
                100,
                List.of(new Connection(0, 4_010), new Connection(6_000, 8_000), new Connection(12_000, 12_000)),
                0));
        scripts.add(new Script(
                "source by source",
                8_000,
                i -> BASE + i / 20,
                20,
                List.of(new Connection(0, 2_000), new Connection(6_000, 6_000, 2_100), new Connection(8_000, 8_000)),
                0));
        scripts.add(new Script(
                "one record two hours early, its segment gone",
                60_000,
                i -> i == 58_500 ? BASE - 4_000 : BASE + i / 10,
                10,
                List.of(new Connection(0, 59_000), new Connection(59_200, 59_500), new Connection(60_000, 60_000)),
                160_000));
        scripts.add(new Script(
                "one record a year ahead, its segment gone",
                20_000,
                i -> i == 3_000 ? BASE + 86_400 * 365 : BASE + i / 10,
                10,
                List.of(new Connection(0, 5_000), new Connection(6_000, 10_000), new Connection(15_000, 20_000)),
                160_000));
        scripts.add(new Script(
                "a quiet day, only the newest segment left",
                20_000,
                i -> BASE + i / 10 + (i < 15_000 ? 0 : 86_400),
                10,
                List.of(new Connection(0, 15_000), new Connection(15_000, 15_010), new Connection(20_000, 20_000)),
                1));
        return scripts.stream()
                .flatMap(script -> Stream.of(Between.values()).map(between -> Arguments.of(script, between)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("cases")
    void shouldLoseNothingAndGiveNothingTwice(Script script, Between between) throws Exception {
        if (script.retain > 0) {
            rig.segmentBytes = 80_000;
            rig.retainBytes = script.retain;
            rig.memoryBytes = 50_000;
        }
        ScriptedServer server = new ScriptedServer(rig, 1_000_000_000L / script.each, 17);
        for (int i = 0; i < script.count; i++) {
            server.store(Events.event(script.second.applyAsLong(i), i));
        }
        LogWriter writer = open();
        for (int i = 0; i < script.connections.size(); i++) {
            Connection connection = script.connections.get(i);
            server.order = script.name.startsWith("source") && i == 1 ? ResumeTest::bySource : list -> list;
            server.connect(writer, connection.begin, connection.end, connection.cut);
            readAll();
            writer = between(between, i + 1, writer);
        }
        readAll();
        assertEquals(server.counts(), got);
        assertEquals(script.retain > 0, logs.status().get(0).oldest() > 0);
        logs.close();
    }

    private static List<Record> bySource(List<Record> stored) {
        List<Record> sorted = new ArrayList<>(stored);
        sorted.sort(Comparator.comparingLong(record -> Events.number(record) % 2));
        return sorted;
    }

    private LogWriter open() throws Exception {
        logs = rig.open();
        LogWriter writer = LogRig.writer(logs);
        reader = logs.read("a", false);
        reader.place(Events.SERVER, Optional.empty());
        return writer;
    }

    /** Reads and finishes what has come, and lets the log go of what it need not keep. */
    private void readAll() throws Exception {
        for (LogBatch batch : LogRig.batches(reader)) {
            assertNull(batch.gap());
            batch.records().forEach(record -> got.merge(record.digest(), 1, Integer::sum));
            LogPosition position = batch.after(batch.records().size());
            reader.finished(Map.of(Events.SERVER, position));
        }
        logs.all().forEach(ServerLog::upkeep);
    }

    private LogWriter between(Between what, int turn, LogWriter writer) throws Exception {
        if (what == Between.NOTHING) {
            return writer;
        }
        if (what == Between.KILL) {
            logs.keep("turn" + turn, LogStart.parse("now")); // has the places saved
            logs.forget("turn" + turn);
            Logs killed = logs;
            rig.killed(folder.resolve(String.valueOf(turn)));
            killed.close();
        } else {
            logs.close();
        }
        return open();
    }

    @Test
    void shouldKnowWhatComesAgainThroughTenKillsInARow() throws Exception {
        ScriptedServer server = new ScriptedServer(rig, 10_000_000, 23);
        for (int i = 0; i < 6_000; i++) {
            server.store(Events.event(BASE + i / 100, i / 3)); // each three times within a second, mostly
        }
        LogWriter writer = open();
        server.connect(writer, 0, 5_000, WHOLE);
        for (int turn = 1; turn <= 10; turn++) {
            writer = between(Between.KILL, turn, writer);
            Random random = new Random(turn);
            server.order = list -> {
                List<Record> mixed = new ArrayList<>(list);
                Collections.shuffle(mixed, random);
                return mixed;
            };
            server.connect(writer, 5_000 + 50 * turn, 5_000 + 50 * turn, turn == 10 ? WHOLE : 300 * turn);
            readAll();
        }
        server.connect(writer, 6_000, 6_000, WHOLE);
        readAll();
        assertEquals(server.counts(), got);
        logs.close();
    }

    @ParameterizedTest(name = "{0} events a second, closed after {1}")
    @CsvSource({"5, 90", "1, 40", "5, 30", "50, 90"})
    void shouldGetOnWithAServerThatClosesWhileItRepeats(int each, int cut) throws Exception {
        ScriptedServer server = new ScriptedServer(rig, 1_000_000_000L / each, 17);
        for (int i = 0; i < 1_000; i++) {
            server.store(Events.event(BASE + i / each, i));
        }
        LogWriter writer = open();
        for (int turn = 0; turn < 2_000 && got.size() < server.size(); turn++) {
            server.connect(writer, server.size(), server.size(), cut);
            readAll();
        }
        assertEquals(server.counts(), got);
        logs.close();
    }

    @Test
    void shouldNotAskForLessWhereTheServerHasRepeatedEverything() throws Exception {
        ScriptedServer server = new ScriptedServer(rig, 1_000_000, 17);
        for (int i = 0; i < 100; i++) {
            server.store(Events.event(BASE, i));
        }
        LogWriter writer = open();
        server.connect(writer, 100, 100, WHOLE);
        long first = writer.begin(LogRig.REQUEST).timestamp();
        for (int turn = 0; turn < 20; turn++) {
            LogRig.put(writer, Events.batch(BASE, 0, 100));
            rig.nanos += Duration.ofSeconds(30).toNanos();
            writer.ended();
            assertEquals(first, writer.begin(LogRig.REQUEST).timestamp());
        }
        assertEquals(2_000, writer.repeated());
        logs.close();
    }

    @Test
    void shouldAskForAllTheHistoryAgainOnceItHasGotOn() throws Exception {
        LogWriter writer = open();
        LogRig.put(writer, Events.batch(BASE, 0, 100));
        long whole = writer.begin(LogRig.REQUEST).timestamp();
        LogRig.put(writer, Events.batch(BASE, 0, 100));
        writer.ended();
        ResumePoint nearer = writer.begin(LogRig.REQUEST);
        assertEquals(BASE - (BASE - whole) / 2, nearer.timestamp());
        assertTrue(nearer.told().contains("still repeating"), nearer.told());
        LogRig.put(writer, Events.batch(BASE, 0, 101));
        writer.ended();
        assertEquals(whole, writer.begin(LogRig.REQUEST).timestamp());
        logs.close();
    }

    @Test
    void shouldAskFromTenMinutesBeforeTheLastArrivalWhereRecordsHaveNoSecond() throws Exception {
        LogWriter writer = open();
        LogRig.put(writer, Events.batch(0, 0, 10));
        rig.now = rig.now.plusSeconds(5_000);
        ResumePoint point = writer.begin(LogRig.REQUEST);
        assertEquals(Instant.parse("2026-01-01T00:00:00Z").getEpochSecond() - 600, point.timestamp());
        assertTrue(point.told().contains("twice"), point.told());
        LogRig.put(writer, Events.batch(0, 5, 15));
        readAll();
        assertEquals(20, got.values().stream().mapToInt(Integer::intValue).sum());
        logs.close();
    }

    @Test
    void shouldNotCareForTheClockHere() throws Exception {
        rig.now = Instant.EPOCH;
        LogWriter writer = open();
        LogRig.put(writer, Events.batch(BASE, 0, 100));
        for (Duration step : List.of(Duration.ofDays(20_000), Duration.ofDays(-1), Duration.ofDays(-19_999))) {
            rig.now = rig.now.plus(step);
            writer = between(Between.RESTART, 0, writer);
            assertTrue(writer.begin(LogRig.REQUEST).timestamp() >= BASE - 3_600);
            LogRig.put(writer, Events.batch(BASE, 0, 100));
            assertEquals(100, writer.repeated());
        }
        LogRig.put(writer, Events.batch(BASE + 600, 200, 210));
        Instant before = Instant.MIN;
        for (LogBatch batch : LogRig.batches(reader)) {
            assertFalse(batch.arrival().isBefore(before));
            before = batch.arrival();
        }
        logs.close();
    }

    @Test
    void shouldKnowAMillionRecordsOfOneSecondAgain() throws Exception {
        LogWriter writer = open();
        List<Record> some = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            some.add(Events.event(BASE, i));
        }
        RecordBatch batch = new RecordBatch(Events.SERVER, some);
        for (int i = 0; i < 1_000; i++) {
            LogRig.put(writer, batch);
        }
        writer.begin(LogRig.REQUEST);
        for (int i = 0; i < 1_000; i++) {
            writer.append(batch);
        }
        assertEquals(1_000_000, writer.repeated());
        LogRig.put(writer, batch);
        assertEquals(1_001_000, writer.next());
        logs.close();
    }
}
