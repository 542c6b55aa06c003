package org.estreamer.plugin.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.estreamer.codec.LayoutCodec;
import org.estreamer.files.FileAccess;
import org.estreamer.format.RecordWriter;
import org.estreamer.pipeline.message.MessageCodec;
import org.estreamer.plugin.UnavailableException;
import org.estreamer.record.Record;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilePluginTest {
    private static final MessageCodec CODEC = new LayoutCodec();
    private static final RecordWriter WRITER = (record, out) -> {
        byte[] line = (record.number("id") + "\n").getBytes(StandardCharsets.UTF_8);
        out.write(line, 0, line.length);
    };

    @TempDir
    Path temp;

    private final List<String> notices = new ArrayList<>();
    private Path path;

    @BeforeEach
    void path() {
        path = temp.resolve("made/events.json");
    }

    @Test
    void shouldWriteALineForEachRecord() throws Exception {
        FilePlugin plugin = plugin();
        plugin.onRecord(record(1));
        plugin.onRecord(record(2));
        plugin.onIdle();
        assertEquals("1\n2\n", Files.readString(path));
        plugin.close();
    }

    @Test
    void shouldAppendAfterARestartWithoutPositions() throws Exception {
        for (int id : new int[] {1, 2}) {
            FilePlugin plugin = plugin();
            plugin.onRecord(record(id));
            plugin.close();
        }
        assertEquals("1\n2\n", Files.readString(path));
    }

    @Test
    void shouldGoOnInANewFileAfterLogRotation() throws Exception {
        FilePlugin plugin = plugin();
        plugin.resume("lab");
        plugin.onRecord(record(1));
        plugin.persist(Map.of("lab", position(1)));
        Files.move(path, path.resolveSibling("events.json.1"));
        plugin.persist(Map.of("lab", position(1)));
        plugin.onRecord(record(2));
        plugin.persist(Map.of("lab", position(2)));
        plugin.close();
        assertEquals("1\n", Files.readString(path.resolveSibling("events.json.1")));
        assertEquals("2\n", Files.readString(path));
        assertEquals(1, notices.size(), notices.toString());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldHoldEveryRecordOnceAfterCrashesAtRandomMoments(long seed) throws Exception {
        Random random = new Random(seed);
        int count = 300;
        int sent = 0;
        while (sent < count) {
            FilePlugin plugin = plugin();
            sent = plugin.resume("lab").map(FilePluginTest::number).orElse(0);
            for (int step = random.nextInt(80); step > 0 && sent < count; step--) {
                plugin.onRecord(record(sent++));
                if (random.nextInt(10) == 0) {
                    plugin.onIdle();
                }
                if (random.nextInt(20) == 0 || sent == count) {
                    plugin.persist(Map.of("lab", position(sent)));
                }
            }
            if (sent < count) {
                crash();
            }
        }
        assertEquals(IntStream.range(0, count).mapToObj(Integer::toString).toList(), Files.readAllLines(path));
    }

    @Test
    void shouldWaitForTheOtherConfigurationThatWritesThere() throws Exception {
        FilePlugin first = plugin();
        first.resume("lab");
        first.onRecord(record(1));
        Path link = Files.createSymbolicLink(temp.resolve("link.json"), path);
        for (Path same : List.of(path, link)) {
            FilePlugin second = new FilePlugin(
                    "org.estreamer.plugin.file~b",
                    same,
                    FileAccess.OWNER,
                    WRITER,
                    Duration.ZERO,
                    System::nanoTime,
                    notices::add);
            UnavailableException refused = assertThrows(UnavailableException.class, () -> second.resume("lab"));
            assertTrue(refused.getMessage().startsWith(same + " is written by a: "), refused.getMessage());
        }
        first.persist(Map.of("lab", position(1)));
        first.close();
        FilePlugin second = new FilePlugin(
                "org.estreamer.plugin.file~b",
                path,
                FileAccess.OWNER,
                WRITER,
                Duration.ZERO,
                System::nanoTime,
                notices::add);
        assertEquals(1, number(second.resume("lab").orElseThrow()));
        second.close();
        assertEquals("1\n", Files.readString(path));
    }

    /** Goes on with a copy, since what died here goes on to hold its files, as no killed process would. */
    private void crash() throws IOException {
        Path died = path.getParent();
        path = Files.createTempDirectory(temp, "copy").resolve(path.getFileName());
        try (Stream<Path> files = Files.list(died)) {
            for (Path file : files.toList()) {
                Files.copy(file, path.resolveSibling(file.getFileName()));
            }
        }
        if (Files.exists(path)) {
            Files.writeString(path, "12", StandardOpenOption.APPEND);
        }
    }

    private FilePlugin plugin() {
        return new FilePlugin("a", path, FileAccess.OWNER, WRITER, Duration.ZERO, System::nanoTime, notices::add);
    }

    /** A priority record: id, length of the name, name. */
    private static Record record(int id) throws IOException {
        ByteBuffer payload = ByteBuffer.allocate(16);
        payload.putInt(4)
                .putInt(8)
                .putInt(id)
                .putShort((short) 2)
                .put((byte) 'o')
                .put((byte) 'k');
        return CODEC.decode("lab", payload.array());
    }

    private static byte[] position(int number) {
        return ByteBuffer.allocate(4).putInt(number).array();
    }

    private static int number(byte[] position) {
        return ByteBuffer.wrap(position).getInt();
    }
}
