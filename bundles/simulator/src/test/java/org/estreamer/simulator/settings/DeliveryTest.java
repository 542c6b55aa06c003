package org.estreamer.simulator.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.estreamer.pipeline.message.Message;
import org.estreamer.record.Record;
import org.estreamer.simulator.ManagementCenter;
import org.estreamer.simulator.RawClient;
import org.estreamer.simulator.history.History;
import org.estreamer.simulator.history.Requests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client sees of a {@link Delivery}: 1,000 records, a hundred to the second. */
class DeliveryTest {
    private static final int RECORDS = 1_000;
    private static final int USER = 98;

    /** One folder, so that keys are made once. */
    @TempDir
    static Path data;

    private final Map<String, Object> properties = new HashMap<>();
    private ManagementCenter center;

    @BeforeEach
    void setUp() {
        properties.putAll(Map.of("rate", 0, "records", RECORDS, "recordsPerSecond", 100));
    }

    @AfterEach
    void stop() {
        center.close();
    }

    @Test
    void shouldShuffleTheHistoryFromTheSecondConnectionOn() throws Exception {
        start(Map.of("repeatOrder", "shuffled", "repeatWindow", 300));
        List<Long> first = digests(Requests.OLDEST, RECORDS);
        List<Long> second = digests(Requests.OLDEST, RECORDS);
        List<Long> third = digests(Requests.OLDEST, RECORDS);
        assertNotEquals(first, second);
        assertNotEquals(second, third);
        for (int i = 0; i < RECORDS; i += 300) {
            int end = Math.min(RECORDS, i + 300);
            assertEquals(new HashSet<>(first.subList(i, end)), new HashSet<>(second.subList(i, end)));
        }
    }

    @Test
    void shouldShuffleWhatTheSecondAskedForLeaves() throws Exception {
        start(Map.of("repeatOrder", "shuffled", "jitterSeconds", 3));
        List<Record> all = events(Requests.OLDEST, RECORDS);
        List<Long> expected = all.stream()
                .filter(record -> record.archiveTimestamp() >= History.BEGIN + 5)
                .map(Record::digest)
                .sorted()
                .toList();
        List<Long> later = digests(History.BEGIN + 5, expected.size());
        assertEquals(expected, later.stream().sorted().toList());
    }

    @Test
    void shouldSendOneSourceAfterTheOther() throws Exception {
        start(Map.of("repeatOrder", "bySource", "lateSourceSeconds", 20));
        List<Long> first = digests(Requests.OLDEST, RECORDS);
        List<Long> expected = IntStream.range(0, RECORDS)
                .mapToObj(i -> first.get(i < RECORDS / 2 ? 2 * i : 2 * i - RECORDS + 1))
                .toList();
        assertEquals(expected, digests(Requests.OLDEST, RECORDS));
    }

    @Test
    void shouldCutBundlesInOtherSizes() throws Exception {
        start(Map.of("bundleRecords", 20, "variedBundles", true));
        Set<Integer> sizes = new HashSet<>();
        for (int connection = 0; connection < 5; connection++) {
            try (RawClient client = new RawClient(center).requestBundles(Requests.NEWEST, Requests.OLDEST)) {
                int size = client.readBundle().records().size();
                assertTrue(size <= 20, "holds " + size);
                sizes.add(size);
            }
        }
        assertTrue(sizes.size() > 1, sizes::toString);
        assertEquals(RECORDS, events(Requests.OLDEST, RECORDS).size());
    }

    @Test
    void shouldCloseConnectionsAfterSoManyRecords() throws Exception {
        start(Map.of("cutAfterRecords", 333, "cutConnections", 2));
        List<Long> cut = digests(Requests.OLDEST, RECORDS);
        assertEquals(333, cut.size());
        assertEquals(333, events(History.BEGIN + 2, RECORDS).size());
        assertEquals(cut, digests(Requests.OLDEST, RECORDS).subList(0, 333));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void shouldCloseAPlainConnectionToo(String protocol) throws Exception {
        start(Map.of("cutAfterRecords", 1));
        try (RawClient client = new RawClient(center, RawClient.identity(center.keys()), protocol)) {
            client.requestMessages(Requests.OLDEST);
            Message message = client.read();
            while (message instanceof Message.EventData) {
                message = client.read();
            }
            assertNull(message);
        }
    }

    @Test
    void shouldRenameInMidStream() throws Exception {
        start(Map.of("metadataChangeAfterRecords", 600));
        List<String> once = new ArrayList<>();
        int before = names(once);
        assertTrue(before < once.size(), "names come again: " + once);
        for (String name : once.subList(0, before)) {
            assertTrue(once.subList(before, once.size()).contains(name + "-2"), () -> name + " in " + once);
        }
        List<String> again = new ArrayList<>();
        names(again);
        assertTrue(!again.isEmpty() && again.stream().allMatch(name -> name.endsWith("-2")), again::toString);
    }

    /** Collects the users' names that a connection gets; how many before it got a new one. */
    private int names(List<String> names) throws Exception {
        int before = 0;
        try (RawClient client = new RawClient(center).requestBundles(Requests.NEWEST, Requests.OLDEST)) {
            for (int events = 0; events < RECORDS; ) {
                for (Record record : client.readBundle().records()) {
                    if (record.type() == USER) {
                        names.add(record.text("username"));
                        before += names.get(names.size() - 1).endsWith("-2") ? 0 : 1;
                    }
                    events += RawClient.isEvent(record) ? 1 : 0;
                }
            }
        }
        return before;
    }

    private List<Long> digests(long second, int count) throws Exception {
        return events(second, count).stream().map(Record::digest).toList();
    }

    private List<Record> events(long second, int count) throws Exception {
        try (RawClient client = new RawClient(center).requestBundles(Requests.NEWEST, second)) {
            return client.readEvents(count);
        }
    }

    private void start(Map<String, ?> delivery) {
        properties.putAll(delivery);
        center = new ManagementCenter(
                "test", Settings.read(properties), data, RawClient.CODEC, null, InstantSource.system());
    }
}
