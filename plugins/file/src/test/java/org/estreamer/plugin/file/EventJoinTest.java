package org.estreamer.plugin.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.estreamer.codec.LayoutCodec;
import org.estreamer.files.FileAccess;
import org.estreamer.format.RecordWriter;
import org.estreamer.pipeline.message.MessageCodec;
import org.estreamer.pipeline.message.RecordHeader;
import org.estreamer.record.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Intrusion events with their packets and extra data. */
class EventJoinTest {
    private static final MessageCodec CODEC = new LayoutCodec();
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final RecordWriter WRITER = (record, out) -> {
        String id = record.has("eventId") ? ",\"id\":" + record.number("eventId") : "";
        byte[] line = ("{\"type\":" + record.type() + id + "}\n").getBytes(StandardCharsets.UTF_8);
        out.write(line, 0, line.length);
    };

    private final AtomicLong clock = new AtomicLong();

    @TempDir
    private Path temp;

    private Path path;
    private FilePlugin plugin;

    @BeforeEach
    void open() throws Exception {
        path = temp.resolve("events.json");
        plugin = plugin(LIMIT);
        plugin.resume("fmc");
    }

    @AfterEach
    void close() throws Exception {
        plugin.close();
    }

    @Test
    void shouldPutPacketsAndExtraDataIntoTheirEvent() throws Exception {
        give(event(1), packet(1), other(), extraData(1), packet(1));
        assertWritten("{\"type\":98}");

        after(LIMIT);
        assertWritten(
                "{\"type\":98}",
                "{\"type\":400,\"id\":1,\"packets\":[{\"type\":2,\"id\":1},{\"type\":2,\"id\":1}],"
                        + "\"extraData\":[{\"type\":110,\"id\":1}]}");
    }

    @Test
    void shouldWriteAnEventAloneWhenNothingComesForIt() throws Exception {
        give(event(1));
        after(LIMIT.minusNanos(1));
        assertWritten();
        after(Duration.ofNanos(1));

        assertWritten("{\"type\":400,\"id\":1}");
    }

    @Test
    void shouldWriteAloneWhatComesLateOrBelongsToAnother() throws Exception {
        give(event(1));
        after(LIMIT);
        give(packet(1), packet(2), record(2, Map.of("deviceId", 9, "eventId", 1, "eventSecond", 100)));

        assertWritten(
                "{\"type\":400,\"id\":1}", "{\"type\":2,\"id\":1}", "{\"type\":2,\"id\":2}", "{\"type\":2,\"id\":1}");
    }

    @Test
    void shouldTellServersApart() throws Exception {
        plugin.resume("other");
        give(event(1));
        give(CODEC.decode("other", packet(1).message()));

        assertWritten("{\"type\":2,\"id\":1}");
    }

    @Test
    void shouldLoseAndDoubleNothingAcrossARestartWhileAnEventWaits() throws Exception {
        give(event(1), packet(1), event(2), other());
        plugin.persist(Map.of("fmc", new byte[] {1}));
        give(packet(2)); // is not persisted, and so comes again
        restart(LIMIT);
        give(packet(2));
        assertWritten("{\"type\":98}");

        after(LIMIT);
        plugin.persist(Map.of("fmc", new byte[] {2}));
        restart(LIMIT);
        assertWritten(
                "{\"type\":98}",
                "{\"type\":400,\"id\":1,\"packets\":[{\"type\":2,\"id\":1}]}",
                "{\"type\":400,\"id\":2,\"packets\":[{\"type\":2,\"id\":2}]}");
    }

    @Test
    void shouldKeepWhatWasWrittenForAServerThatIsSilentWithThePositionOfAnother() throws Exception {
        plugin.resume("other");
        give(event(1));
        plugin.persist(Map.of("fmc", new byte[] {1}));
        after(LIMIT);
        give(CODEC.decode("other", other().message()));
        plugin.persist(Map.of("other", new byte[] {7}));
        restart(LIMIT);
        after(LIMIT);

        assertWritten("{\"type\":400,\"id\":1}", "{\"type\":98}");
        assertEquals(7, plugin.resume("other").orElseThrow()[0]);
    }

    @Test
    void shouldGiveBackThePositionAsItWasGiven() throws Exception {
        give(event(1));
        plugin.persist(Map.of("fmc", new byte[] {1, 2, 3}));
        plugin.close();
        plugin = plugin(LIMIT);

        assertEquals(List.of(1, 2, 3), bytes(plugin.resume("fmc").orElseThrow()));
    }

    @Test
    void shouldWriteWhatWaitedWhenItIsTurnedOff() throws Exception {
        give(event(1), packet(1));
        plugin.persist(Map.of("fmc", new byte[] {1}));
        restart(Duration.ZERO);
        give(event(2), packet(2));

        assertWritten(
                "{\"type\":400,\"id\":1,\"packets\":[{\"type\":2,\"id\":1}]}",
                "{\"type\":400,\"id\":2}",
                "{\"type\":2,\"id\":2}");
    }

    @Test
    void shouldWriteTheOldestWhereTooMuchWaits() throws Exception {
        int events = 60_000;
        for (int id = 0; id < events; id++) {
            give(event(id));
        }
        plugin.onIdle();

        int written = Files.readAllLines(path).size();
        assertTrue(written > 0 && written < events, written + " are written");
        assertEquals("{\"type\":400,\"id\":0}", Files.readAllLines(path).get(0));
    }

    @Test
    void shouldRefuseATimeThatIsNone() {
        assertEquals(Duration.ZERO, FileOutput.joinTime("a", false, 2));
        assertEquals(Duration.ofSeconds(60), FileOutput.joinTime("a", true, 60));
        assertThrows(IllegalArgumentException.class, () -> FileOutput.joinTime("a", true, 0));
    }

    private FilePlugin plugin(Duration limit) {
        return new FilePlugin("a", path, FileAccess.OWNER, WRITER, limit, clock::get, notice -> {});
    }

    private void restart(Duration limit) throws Exception {
        plugin.close();
        plugin = plugin(limit);
        plugin.resume("fmc");
    }

    private void give(Record... records) throws Exception {
        for (Record record : records) {
            plugin.onRecord(record);
        }
    }

    private void after(Duration time) throws Exception {
        clock.addAndGet(time.toNanos());
        plugin.onIdle();
    }

    private void assertWritten(String... lines) throws Exception {
        plugin.onIdle();
        assertEquals(List.of(lines), Files.exists(path) ? Files.readAllLines(path) : List.of());
    }

    private static List<Integer> bytes(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).chars().boxed().toList();
    }

    private static Record event(int id) {
        return record(400, Map.of("deviceId", 3, "eventId", id, "eventSecond", 100));
    }

    private static Record packet(int id) {
        return record(2, Map.of("deviceId", 3, "eventId", id, "eventSecond", 100));
    }

    private static Record extraData(int id) {
        return record(110, Map.of("deviceId", 3, "eventId", id, "eventSecond", 100));
    }

    private static Record other() {
        return record(98, Map.of("id", 1));
    }

    private static Record record(int type, Map<String, ?> values) {
        return CODEC.decode("fmc", CODEC.encode(new RecordHeader(type, 0, 100), values));
    }
}
