package org.estreamer.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.estreamer.log.segment.BatchHeader;
import org.estreamer.log.segment.Disk;
import org.estreamer.log.segment.SegmentHeader;
import org.estreamer.log.segment.SegmentOutput;
import org.estreamer.log.segment.SegmentState;
import org.estreamer.pipeline.log.LogBatch;
import org.estreamer.pipeline.log.LogFiles;
import org.estreamer.pipeline.log.LogGap;
import org.estreamer.pipeline.log.LogHistory;
import org.estreamer.pipeline.log.LogSpan;
import org.estreamer.pipeline.log.LogWriter;
import org.estreamer.record.RecordBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs read from their files, beside whoever has them. */
class FileLogsTest {
    private static final long DAY = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

    @TempDir
    private Path folder;

    private final List<String> told = new ArrayList<>();
    private final FileLogs files = new FileLogs(Events.CODEC);

    private List<LogBatch> read(Path path, LogSpan span) throws Exception {
        List<LogFiles.Found> found = files.find(path);
        assertEquals(1, found.size(), path.toString());
        assertEquals(Events.SERVER, found.get(0).server());
        List<LogBatch> batches = new ArrayList<>();
        try (LogHistory history = files.read(found.get(0), span, told::add)) {
            for (LogBatch batch = history.next(); batch != null; batch = history.next()) {
                batches.add(batch);
            }
        }
        return batches;
    }

    private static List<Long> numbers(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }

    private static LogSpan arrived(Instant from, Instant to) {
        return new LogSpan(from, to, false, Instant.MAX);
    }

    private Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.toList()) {
                contents.put(
                        file.toString(),
                        Files.isDirectory(file) ? "" : Files.size(file) + " " + Files.getLastModifiedTime(file));
            }
        }
        return contents;
    }

    @Test
    void shouldReadALogBesideWhoeverWritesItAndChangeNothing() throws Exception {
        LogRig rig = new LogRig(folder);
        rig.segmentBytes = 4_000;
        try (Logs logs = rig.open();
                LogWriter writer = LogRig.writer(logs)) {
            for (int i = 0; i < 20; i++) {
                rig.now = rig.now.plusSeconds(60);
                LogRig.put(writer, Events.batch(1_000 + i, i * 10L, i * 10L + 10));
            }
            assertTrue(rig.segments().size() > 3);
            Map<String, String> before = contents();
            assertEquals(numbers(0, 200), LogRig.numbers(read(folder, LogSpan.ALL)));
            assertEquals(numbers(0, 200), LogRig.numbers(read(rig.log(), LogSpan.ALL)));
            Instant start = Instant.parse("2026-01-01T00:00:00Z");
            assertEquals(
                    numbers(40, 80),
                    LogRig.numbers(read(folder, arrived(start.plusSeconds(241), start.plusSeconds(481)))));
            assertEquals(before.keySet(), contents().keySet());
            Path segment = rig.segments().get(1);
            assertFalse(read(segment, LogSpan.ALL).isEmpty());
            assertEquals(List.of(), told);
        }
        assertEquals(List.of(), files.find(folder.resolve("places")));
        assertEquals(List.of(), files.find(folder.resolve("nothing")));
    }

    @Test
    void shouldTellOfATornTailAndOfDamage() throws Exception {
        LogRig rig = new LogRig(folder);
        try (Logs logs = rig.open();
                LogWriter writer = LogRig.writer(logs)) {
            for (int i = 0; i < 3; i++) {
                LogRig.put(writer, Events.batch(1_000 + i, i * 10L, i * 10L + 10));
            }
        }
        Path segment = rig.segments().get(0);
        byte[] whole = Files.readAllBytes(segment);
        Files.write(segment, Arrays.copyOf(whole, whole.length - 7));
        assertEquals(numbers(0, 20), LogRig.numbers(read(folder, LogSpan.ALL)));
        assertEquals(1, told.size());
        assertTrue(told.get(0).contains(segment.toString()) && told.get(0).contains("no whole batch"), told.get(0));

        told.clear();
        whole[whole.length / 2] ^= 1;
        Files.write(segment, whole);
        List<LogBatch> batches = read(folder, LogSpan.ALL);
        assertEquals(20, LogRig.numbers(batches).size());
        LogGap gap = batches.get(1).gap();
        assertEquals(10, gap.count());
        assertEquals(LogGap.Reason.DAMAGE, gap.reason());
        assertTrue(told.get(0).contains("damaged"), told.toString());
    }

    @Test
    void shouldTellOfASegmentThatGoesMeanwhile() throws Exception {
        LogRig rig = new LogRig(folder);
        rig.segmentBytes = 1_500;
        try (Logs logs = rig.open();
                LogWriter writer = LogRig.writer(logs)) {
            for (int i = 0; i < 10; i++) {
                LogRig.put(writer, Events.batch(1_000 + i, i * 10L, i * 10L + 10));
            }
        }
        List<Path> segments = rig.segments();
        try (LogHistory history = files.read(files.find(folder).get(0), LogSpan.ALL, told::add)) {
            long next = history.next().next();
            Files.delete(segments.get(1));
            Files.delete(segments.get(2));
            LogBatch batch = history.next();
            while (batch.gap() == null) {
                next = batch.next();
                batch = history.next();
            }
            assertEquals(LogGap.Reason.RETENTION, batch.gap().reason());
            assertEquals(next, batch.gap().first());
            assertEquals(batch.first(), batch.gap().next());
        }
        assertEquals(2, told.size());
        assertTrue(told.get(0).contains("let go of it"), told.get(0));
        assertThrows(
                IOException.class,
                () -> files.read(new LogFiles.Found("a", folder.resolve("a")), LogSpan.ALL, told::add));
    }

    /** 128 segments of 64 MB: holes, but for what a reader may have to look at. */
    @Test
    void shouldFindAPlaceInEightGigabytesByTheBeginningsOfSegments() throws Exception {
        Path log = Files.createDirectory(folder.resolve(Events.SERVER));
        RecordBatch records = Events.batch(5_000, 0, 10);
        for (int i = 0; i < 128; i++) {
            long arrival = DAY + i * 3_600_000L;
            SegmentHeader header = new SegmentHeader(
                    7, 1, i * 10L, arrival, 0, 5_000 + i - 1, 5_000 + i - 1, SegmentState.NONE, (i - 1) * 10L);
            Path path = log.resolve(String.format("%020d.log", i * 10L));
            try (SegmentOutput out = SegmentOutput.create(path, Disk.REAL, header)) {
                int checksum = BatchHeader.checksum(records.bytes(), records.offset(), records.length());
                out.append(
                        new BatchHeader(
                                records.length(), checksum, i * 10L, arrival + 1, 10, 5_000 + i, 5_000 + i, false, 0),
                        records.bytes(),
                        records.offset());
            }
            if (i != 99 && i != 100) { // whoever reads the others reads 8 GB
                try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
                    file.setLength(64L << 20);
                }
            }
        }
        long begun = LogRig.bytesRead();
        Instant from = Instant.ofEpochMilli(DAY + 99 * 3_600_000L + 1);
        List<LogBatch> batches = read(folder, arrived(from, from.plusSeconds(7_200)));
        assertEquals(
                List.of(990L, 1_000L), batches.stream().map(LogBatch::first).toList());
        assertEquals(
                2,
                read(
                                folder,
                                new LogSpan(
                                        Instant.ofEpochSecond(5_099),
                                        Instant.ofEpochSecond(5_101),
                                        true,
                                        from.plusSeconds(7_200)))
                        .size());
        long read = LogRig.bytesRead() - begun;
        assertTrue(read < 8 << 20, read + " bytes");
        assertNull(read(folder, arrived(from, from.plusSeconds(1))).get(0).gap());
    }
}
