package org.estreamer.simulator.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import java.util.stream.Stream;
import org.estreamer.record.Record;
import org.estreamer.simulator.ManagementCenter;
import org.estreamer.simulator.RawClient;
import org.estreamer.simulator.history.History;
import org.estreamer.simulator.history.Requests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client sees of a {@link Disorder}: 2,000 records, ten to the second. */
class DisorderTest {
    private static final int RECORDS = 2_000;
    private static final int PER_SECOND = 10;

    /** One folder, so that keys are made once. */
    @TempDir
    static Path data;

    private final List<ManagementCenter> centers = new ArrayList<>();

    @AfterEach
    void stop() {
        centers.forEach(ManagementCenter::close);
    }

    static Stream<Map<String, Object>> disorders() {
        return Stream.of(
                Map.of("jitterSeconds", 5),
                Map.of("lateSourceSeconds", 90),
                Map.of("lateSourceSeconds", 20, "lateSourceRun", 20, "lateSourcePercent", 10),
                Map.of("clockStepSeconds", -30, "clockStepAfterRecords", 1_000),
                Map.of("clockStepSeconds", -3_600, "clockStepAfterRecords", 1_000),
                Map.of("clockStepSeconds", 7_200, "clockStepAfterRecords", 1_000),
                Map.of("aheadSeconds", 86_400, "aheadRecords", 13, "aheadAfterRecords", 500),
                Map.of("aheadSeconds", -7_200, "aheadRecords", 1, "aheadAfterRecords", 1_500),
                Map.of("clockOffsetSeconds", 300),
                Map.of("storedLateSeconds", 20, "storedLatePercent", 10),
                Map.of("identicalRecords", 10),
                Map.of(
                        "jitterSeconds",
                        3,
                        "lateSourceSeconds",
                        15,
                        "clockStepSeconds",
                        -30,
                        "clockStepAfterRecords",
                        700,
                        "aheadSeconds",
                        50,
                        "aheadRecords",
                        20,
                        "storedLateSeconds",
                        9,
                        "storedLatePercent",
                        20,
                        "identicalRecords",
                        7));
    }

    @ParameterizedTest
    @MethodSource("disorders")
    void shouldRepeatByTheSecondThatRecordsCarryAlsoInAnotherStart(Map<String, Object> disorder) throws Exception {
        List<Record> all = all(disorder);
        ManagementCenter again = start(disorder);
        for (int offset : new int[] {0, 1, 120, 320}) {
            long second = History.BEGIN + offset;
            List<Record> expected = all.stream()
                    .filter(record -> record.archiveTimestamp() >= second)
                    .toList();
            assertEquals(digests(expected), digests(events(again, second, expected.size())), "from " + offset);
        }
    }

    @Test
    void shouldVaryTheSecondsOfRecords() throws Exception {
        Map<Long, Integer> jitters = new HashMap<>();
        List<Record> events = all(Map.of("jitterSeconds", 5));
        for (int i = 0; i < RECORDS; i++) {
            jitters.merge(own(i) - events.get(i).archiveTimestamp(), 1, Integer::sum);
        }
        assertEquals(
                List.of(0L, 1L, 2L, 3L, 4L, 5L),
                jitters.keySet().stream().sorted().toList());
        assertTrue(jitters.values().stream().allMatch(count -> count > RECORDS / 10), jitters::toString);
    }

    @Test
    void shouldAlternateBetweenTwoSources() throws Exception {
        assertSeconds(i -> own(i) - (i % 2 == 1 ? 90 : 0), Map.of("lateSourceSeconds", 90));
        assertSeconds(i -> own(i) - (i / 20 % 2 == 1 ? 20 : 0), Map.of("lateSourceSeconds", 20, "lateSourceRun", 20));
        assertSeconds(
                i -> own(i) - (i / 3 % 4 == 3 ? 20 : 0),
                Map.of("lateSourceSeconds", 20, "lateSourceRun", 3, "lateSourcePercent", 25));
    }

    @ParameterizedTest
    @ValueSource(ints = {-30, -3_000, -3_600, -7_200, 3_600})
    void shouldSetTheClock(int step) throws Exception {
        assertSeconds(
                i -> own(i) + (i >= 1_000 ? step : 0),
                Map.of("clockStepSeconds", step, "clockStepAfterRecords", 1_000));
    }

    @ParameterizedTest
    @ValueSource(ints = {86_400, -7_200})
    void shouldPutRecordsAheadOrEarly(int seconds) throws Exception {
        assertSeconds(
                i -> own(i) + (i >= 300 && i < 301 ? seconds : 0),
                Map.of("aheadSeconds", seconds, "aheadRecords", 1, "aheadAfterRecords", 300));
        assertSeconds(
                i -> own(i) + (i >= 300 && i < 1_300 ? seconds : 0),
                Map.of("aheadSeconds", seconds, "aheadRecords", 1_000, "aheadAfterRecords", 300));
    }

    @Test
    void shouldBeAheadOfTheRealTime() throws Exception {
        assertSeconds(i -> own(i) + 120, Map.of("clockOffsetSeconds", 120));
    }

    @Test
    void shouldStoreSomeRecordsLate() throws Exception {
        List<Record> events = all(Map.of("storedLateSeconds", 20, "storedLatePercent", 10));
        long newest = 0;
        int late = 0;
        for (Record record : events) {
            if (record.archiveTimestamp() < newest) {
                late++;
                long back = newest - record.archiveTimestamp();
                boolean tail = newest >= own(RECORDS - 1);
                assertTrue(back <= 20 && (back >= 19 || tail), () -> back + " s late");
            }
            newest = Math.max(newest, record.archiveTimestamp());
        }
        assertEquals(0.1, late / (double) RECORDS, 0.03);
        assertEquals(RECORDS, events.stream().map(Record::digest).distinct().count());
    }

    @Test
    void shouldSendIdenticalRecords() throws Exception {
        List<Record> events = all(Map.of("identicalRecords", 10));
        for (int i = 1; i < RECORDS; i++) {
            boolean same = events.get(i).digest() == events.get(i - 1).digest();
            assertEquals(i % 10 == 0, same, "record " + i);
        }
    }

    @Test
    void shouldPutAMillionRecordsIntoOneSecond() throws Exception {
        ManagementCenter center = start(Map.of("records", 1_000_100, "recordsPerSecond", 1_000_000));
        List<Record> second = events(center, History.BEGIN + 1, 100);
        assertTrue(second.stream().allMatch(record -> record.archiveTimestamp() == History.BEGIN + 1));
    }

    @Test
    void shouldHaveNoArchivalSecondsWhereTold() throws Exception {
        ManagementCenter center = start(Map.of("archiveTimestamps", false));
        for (Record record : events(center, History.BEGIN + 150, RECORDS / 4)) {
            assertFalse(record.hasArchiveTimestamp());
        }
    }

    @Test
    void shouldSendOtherBytesToAnotherRequest() throws Exception {
        ManagementCenter center = start(Map.of("jitterSeconds", 5));
        List<Record> newest = events(center, Requests.OLDEST, RECORDS);
        try (RawClient client = new RawClient(center).requestBundles(Requests.RELEASE_6, Requests.OLDEST)) {
            List<Record> older = client.readEvents(RECORDS);
            assertEquals(RECORDS, older.size());
            for (int i = 0; i < RECORDS; i++) {
                assertEquals(newest.get(i).archiveTimestamp(), older.get(i).archiveTimestamp());
            }
            assertNotEquals(newest.get(0).digest(), older.get(0).digest());
        }
    }

    private void assertSeconds(LongUnaryOperator expected, Map<String, ?> disorder) throws Exception {
        List<Record> events = all(disorder);
        for (int i = 0; i < RECORDS; i++) {
            assertEquals(expected.applyAsLong(i), events.get(i).archiveTimestamp(), "record " + i);
        }
    }

    private List<Record> all(Map<String, ?> disorder) throws Exception {
        return events(start(disorder), Requests.OLDEST, RECORDS);
    }

    /** The records from a second on, of which there must be so many. */
    private static List<Record> events(ManagementCenter center, long second, int count) throws Exception {
        try (RawClient client = new RawClient(center).requestBundles(Requests.NEWEST, second)) {
            List<Record> events = client.readEvents(count);
            client.patience(100);
            assertThrows(SocketTimeoutException.class, client::read);
            assertEquals(count, events.size());
            return events;
        }
    }

    private static long own(long number) {
        return History.BEGIN + number / PER_SECOND;
    }

    private static List<Long> digests(List<Record> records) {
        return records.stream().map(Record::digest).toList();
    }

    private ManagementCenter start(Map<String, ?> disorder) {
        Map<String, Object> properties =
                new HashMap<>(Map.of("rate", 0, "records", RECORDS, "recordsPerSecond", PER_SECOND));
        properties.putAll(disorder);
        ManagementCenter center = new ManagementCenter(
                "test", Settings.read(properties), data, RawClient.CODEC, null, InstantSource.system());
        centers.add(center);
        return center;
    }
}
