package org.estreamer.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.estreamer.codec.LayoutCodec;
import org.estreamer.log.segment.Disk;
import org.estreamer.log.server.Limits;
import org.estreamer.pipeline.log.LogBatch;
import org.estreamer.pipeline.log.LogReader;
import org.estreamer.pipeline.log.LogRequest;
import org.estreamer.pipeline.log.LogWriter;
import org.estreamer.pipeline.message.MessageCodec;
import org.estreamer.pipeline.message.RecordHeader;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;
import org.junit.jupiter.api.io.TempDir;

/** A segment of a log, whatever is in it: what is sound is given back, and the log goes on. */
class SegmentFuzzTest {
    private static final String SERVER = "fmc";
    private static final String SEGMENT = "00000000000000000000.log";
    private static final int HEADER = 12;
    private static final int BATCH_HEADER = 56;
    private static final int PRIORITY = 4;
    private static final long MEGABYTE = 1 << 20;
    private static final MessageCodec CODEC = new LayoutCodec();
    private static final Disk FAST = new Disk() {
        @Override
        public void force(RandomAccessFile file) {
            // no power is cut here
        }
    };

    @TempDir
    Path folder;

    @FuzzTest
    void shouldGoOnWithAnyBytes(byte[] content) throws Exception {
        check(content, 0);
        // with right checksums, so that what is behind them is reached
        check(mended(content), 0);
        ByteArrayOutputStream behind = new ByteArrayOutputStream();
        behind.write(sound());
        behind.write(content);
        check(behind.toByteArray(), 3);
    }

    /** A segment with three records. */
    private byte[] sound() throws Exception {
        try (Logs logs = logs()) {
            append(logs);
        }
        byte[] sound = Files.readAllBytes(folder.resolve(SERVER).resolve(SEGMENT));
        clear();
        return sound;
    }

    private void check(byte[] content, int sound) throws Exception {
        Files.createDirectories(folder.resolve(SERVER));
        Files.write(folder.resolve(SERVER).resolve(SEGMENT), content);
        List<Long> before;
        try (Logs logs = logs()) {
            before = read(logs);
            assertTrue(before.size() >= sound, "sound records are missing");
            logs.verify(SERVER);
            append(logs);
            assertEquals(before, read(logs).subList(0, before.size()));
        }
        try (Logs logs = logs()) {
            List<Long> after = read(logs);
            assertEquals(before, after.subList(0, before.size()));
            assertEquals(before.size() + 3, after.size());
        }
        clear();
    }

    private static void append(Logs logs) throws Exception {
        try (LogWriter writer = logs.write(SERVER, "localhost:8302")) {
            writer.begin(new LogRequest("all", "certificate", 0));
            List<Record> records = new ArrayList<>();
            for (int id = 0; id < 3; id++) {
                Map<String, ?> fields = Map.of("id", id, "name", "fuzz");
                records.add(CODEC.decode(SERVER, CODEC.encode(new RecordHeader(PRIORITY, 0, 0), fields)));
            }
            writer.append(new RecordBatch(SERVER, records));
            writer.flush();
        }
    }

    /** The digests of all records, whose numbers go up. */
    private static List<Long> read(Logs logs) throws Exception {
        List<Long> digests = new ArrayList<>();
        try (LogReader reader = logs.read("fuzz", true)) {
            for (String server : reader.unplaced()) {
                reader.place(server, Optional.empty());
            }
            long next = 0;
            for (LogBatch batch = reader.poll(Duration.ZERO); batch != null; batch = reader.poll(Duration.ZERO)) {
                assertTrue(batch.first() >= next);
                next = batch.next();
                batch.records().forEach(record -> digests.add(record.digest()));
            }
        }
        return digests;
    }

    private Logs logs() throws IOException {
        Limits limits =
                new Limits(Duration.ofHours(1), MEGABYTE, 8 * MEGABYTE, MEGABYTE, Duration.ofHours(1), 60, 0, MEGABYTE);
        return new Logs(folder, limits, Duration.ofHours(1), CODEC, FAST, InstantSource.system(), System::nanoTime);
    }

    /** The same with the checksums that a segment of these lengths has. */
    private static byte[] mended(byte[] content) {
        if (content.length < HEADER) {
            return content;
        }
        byte[] mended = content.clone();
        ByteBuffer bytes = ByteBuffer.wrap(mended);
        bytes.put(0, new byte[] {'E', 'S', 'L', 1});
        int at = Math.min(Math.max(HEADER, bytes.getInt(4) & 0xFFFF), mended.length);
        bytes.putInt(4, at).putInt(8, checksum(mended, HEADER, at));
        while (at + BATCH_HEADER <= mended.length) {
            int end = at + BATCH_HEADER;
            int next = Math.min(end + (bytes.getInt(at + 8) & 0xFFFF), mended.length);
            bytes.put(at, new byte[] {'E', 'S', 'B', 1});
            bytes.putInt(at + 8, next - end).putInt(at + 12, checksum(mended, end, next));
            bytes.putInt(at + 4, checksum(mended, at + 8, end));
            at = next;
        }
        return mended;
    }

    private static int checksum(byte[] bytes, int from, int to) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, to - from);
        return (int) crc.getValue();
    }

    private void clear() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(folder)) {
                    Files.delete(file);
                }
            }
        }
    }
}
