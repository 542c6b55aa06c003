package org.estreamer.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.estreamer.pipeline.log.LogBatch;
import org.estreamer.pipeline.log.LogGap;
import org.estreamer.pipeline.log.LogPosition;
import org.estreamer.pipeline.log.LogReader;
import org.estreamer.pipeline.log.LogRequest;
import org.estreamer.pipeline.log.LogWriter;
import org.estreamer.pipeline.log.Placement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoveryTest {
    private static final List<byte[]> BEHIND =
            List.of(new byte[0], new byte[100], "ESB".repeat(40).getBytes(StandardCharsets.US_ASCII));

    @TempDir
    private Path folder;

    private LogRig rig;
    private long each = 5;

    @BeforeEach
    void begin() {
        rig = new LogRig(folder);
        rig.disk = new ShakyDisk().lazy();
    }

    /** Appends events, each five a batch that knows the ones before to be durable. */
    private void write(int batches) throws Exception {
        try (Logs logs = rig.open();
                LogWriter writer = LogRig.writer(logs);
                LogReader reader = logs.read(".durable", true)) {
            reader.place(Events.SERVER, Optional.empty());
            for (int i = 0; i < batches; i++) {
                LogRig.put(writer, Events.batch(1_000 + i, each * i, each * i + each));
                reader.durable(Events.SERVER, writer.next()).get(20, TimeUnit.SECONDS);
            }
        }
    }

    private List<Long> numbers() throws Exception {
        try (Logs logs = rig.open()) {
            return LogRig.numbers(LogRig.batches(logs));
        }
    }

    private static List<Long> range(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }

    private Path segment() throws Exception {
        List<Path> segments = rig.segments();
        return segments.get(segments.size() - 1);
    }

    @Test
    void shouldMissNothingButATornBatchWhichComesBackOnce() throws Exception {
        each = 1;
        write(2);
        Path segment = segment();
        byte[] whole = Files.readAllBytes(segment);
        write(3);
        byte[] more = Files.readAllBytes(segment);
        for (int length = whole.length; length < more.length; length++) {
            for (byte[] behind : length % 16 == 0 ? BEHIND : BEHIND.subList(0, 1)) {
                byte[] torn = Arrays.copyOf(more, length + behind.length);
                System.arraycopy(behind, 0, torn, length, behind.length);
                clear();
                Files.write(segment, torn);
                assertTornAt(length > whole.length || behind.length > 0);
            }
        }
    }

    private void clear() throws Exception {
        for (Path file : rig.segments()) {
            Files.delete(file);
        }
    }

    private void assertTornAt(boolean torn) throws Exception {
        try (Logs logs = rig.open()) {
            List<LogBatch> batches = LogRig.batches(logs);
            assertEquals(range(0, 2), LogRig.numbers(batches));
            int epoch = batches.get(0).after(1).epoch();
            try (LogWriter writer = LogRig.writer(logs)) {
                LogRig.put(writer, Events.batch(1_001, 1, 2));
                LogRig.put(writer, Events.batch(1_002, 2, 3));
                assertEquals(1, writer.repeated());
            }
            batches = LogRig.batches(logs);
            assertEquals(range(0, 3), LogRig.numbers(batches));
            assertEquals(epoch + (torn ? 1 : 0), batches.get(2).after(1).epoch());
            assertEquals(List.of(), logs.verify(Events.SERVER).problems());
        }
    }

    @Test
    void shouldPassOverDamageOfWhatWasDurable() throws Exception {
        write(4);
        Path segment = segment();
        byte[] bytes = Files.readAllBytes(segment);
        int batch = (bytes.length - head(bytes)) / 4;
        bytes[head(bytes) + 2 * batch - 3] ^= 1;
        Files.write(segment, bytes);
        for (int time = 0; time < 2; time++) {
            try (Logs logs = rig.open()) {
                List<LogBatch> batches = LogRig.batches(logs);
                assertEquals(3, batches.size());
                assertGap(batches.get(1).gap(), 5, 10);
                assertNull(batches.get(2).gap());
                assertEquals(15, LogRig.numbers(batches).size());
                String problems = logs.verify(Events.SERVER).problems().toString();
                assertTrue(problems.contains(segment.toString()), problems);
            }
        }
        assertEquals(bytes.length, Files.size(segment));
    }

    private static void assertGap(LogGap gap, long first, long next) {
        assertEquals(first, gap.first());
        assertEquals(next, gap.next());
        assertEquals(LogGap.Reason.DAMAGE, gap.reason());
    }

    private static int head(byte[] segment) {
        return ByteBuffer.wrap(segment).getInt(4);
    }

    @Test
    void shouldNeverGiveAWrongRecordWhereverAByteIsFlipped() throws Exception {
        each = 1;
        write(3);
        Path segment = segment();
        byte[] bytes = Files.readAllBytes(segment);
        List<Long> all = range(0, 3);
        for (int at = 0; at < bytes.length; at++) {
            byte[] flipped = bytes.clone();
            flipped[at] ^= (byte) (1 << (at % 8));
            clear();
            Files.write(segment, flipped);
            List<Long> found = numbers();
            assertTrue(all.containsAll(found) && found.stream().distinct().count() == found.size(), "byte " + at);
            assertTrue(at < head(bytes) || found.size() == 2, "byte " + at + ": " + found);
        }
    }

    @Test
    void shouldTellOfASegmentThatIsNotThere() throws Exception {
        rig.segmentBytes = 600;
        write(8);
        List<Path> segments = rig.segments();
        assertTrue(segments.size() > 3);
        Files.delete(segments.get(2));
        try (Logs logs = rig.open()) {
            assertMissing(logs, number(segments.get(2)), number(segments.get(3)));
        }
    }

    @Test
    void shouldPassOverASegmentThatIsDeletedWhileItRuns() throws Exception {
        rig.segmentBytes = 600;
        write(8);
        List<Path> segments = rig.segments();
        try (Logs logs = rig.open()) {
            Files.delete(segments.get(2));
            assertMissing(logs, number(segments.get(2)), number(segments.get(3)));
        }
    }

    private static void assertMissing(Logs logs, long first, long next) throws Exception {
        List<LogBatch> batches = LogRig.batches(logs);
        assertEquals(40 - (next - first), LogRig.numbers(batches).size());
        List<LogGap> gaps =
                batches.stream().map(LogBatch::gap).filter(gap -> gap != null).toList();
        assertEquals(1, gaps.size());
        assertGap(gaps.get(0), first, next);
        String problems = logs.verify(Events.SERVER).problems().toString();
        assertTrue(problems.contains("records " + first + " to " + (next - 1)), problems);
    }

    private static long number(Path segment) {
        return Long.parseLong(segment.getFileName().toString().replace(".log", ""));
    }

    @Test
    void shouldSetASegmentAsideWhoseHeaderIsDamagedOrOfAnotherVersion() throws Exception {
        rig.segmentBytes = 600;
        write(8);
        List<Path> segments = rig.segments();
        for (int at : List.of(3, 20)) {
            Path segment = segments.get(at == 3 ? 1 : 3);
            byte[] bytes = Files.readAllBytes(segment);
            bytes[at] = 9;
            Files.write(segment, bytes);
        }
        try (Logs logs = rig.open()) {
            long missing = number(segments.get(2))
                    - number(segments.get(1))
                    + number(segments.get(4))
                    - number(segments.get(3));
            assertEquals(40 - missing, LogRig.numbers(LogRig.batches(logs)).size());
        }
        try (var files = Files.list(rig.log())) {
            assertEquals(
                    2,
                    files.filter(file -> file.toString().contains(".damaged")).count());
        }
    }

    @Test
    void shouldNeverUseANumberTwiceWhereTheNewestSegmentCannotBeRead() throws Exception {
        rig.segmentBytes = 600;
        write(8);
        LogPosition last;
        try (Logs logs = rig.open()) {
            List<LogBatch> batches = LogRig.batches(logs);
            last = batches.get(batches.size() - 1).after(5);
        }
        Path segment = segment();
        byte[] bytes = Files.readAllBytes(segment);
        bytes[20] ^= 1;
        Files.write(segment, bytes);
        try (Logs logs = rig.open();
                LogWriter writer = LogRig.writer(logs)) {
            LogRig.put(writer, Events.batch(2_000, 100, 120));
            try (LogReader reader = logs.read("a", false)) {
                Placement placement = reader.place(Events.SERVER, Optional.of(last));
                assertEquals(number(segment), placement.number());
                assertFalse(placement.told().isEmpty());
            }
        }
    }

    @Test
    void shouldBeginAnewInAnEmptyFolder() throws Exception {
        write(1);
        clear();
        try (Logs logs = rig.open()) {
            assertEquals(0, logs.status().get(0).next());
            assertEquals(List.of(), LogRig.batches(logs));
        }
    }

    @Test
    void shouldForgetWhatAKilledProcessHadOnlyBegun() throws Exception {
        write(2);
        Path begun = segment().resolveSibling("00000000000000000010.log.new");
        Files.write(begun, new byte[30]);
        Files.write(segment().resolveSibling("repetition-0.digests-tmp"), new byte[30]);
        assertEquals(range(0, 10), numbers());
        assertFalse(Files.exists(begun));
        assertEquals(List.of(), rig.files(".digests-tmp"));
    }

    @Test
    void shouldKeepASegmentThatWasBegunAndHoldsNothing() throws Exception {
        write(2);
        try (Logs logs = rig.open();
                LogWriter writer = logs.write(Events.SERVER, LogRig.ADDRESS)) {
            writer.begin(new LogRequest("other", "server", 0));
        }
        assertEquals(2, rig.segments().size());
        try (Logs logs = rig.open();
                LogWriter writer = LogRig.writer(logs)) {
            LogRig.put(writer, Events.batch(2_000, 10, 15));
            List<LogBatch> batches = LogRig.batches(logs);
            assertEquals(range(0, 15), LogRig.numbers(batches));
            assertEquals(
                    batches.get(0).after(1).epoch(), batches.get(2).after(1).epoch());
        }
    }

    @Test
    void shouldCutAllBehindATornSegment() throws Exception {
        rig.segmentBytes = 600;
        rig.sync = Duration.ofHours(1);
        try (Logs logs = rig.open();
                LogWriter writer = LogRig.writer(logs)) {
            for (int i = 0; i < 8; i++) {
                LogRig.put(writer, Events.batch(1_000 + i, 5L * i, 5L * i + 5));
            }
        }
        List<Path> segments = rig.segments();
        byte[] bytes = Files.readAllBytes(segments.get(1));
        Files.write(segments.get(1), Arrays.copyOf(bytes, bytes.length - 1));
        try (Logs logs = rig.open()) {
            List<LogBatch> batches = LogRig.batches(logs);
            long left = LogRig.numbers(batches).size();
            assertTrue(left < number(segments.get(2)), "nothing behind was durable for certain");
            assertEquals(range(0, left), LogRig.numbers(batches));
            assertNotEquals(0, logs.status().get(0).next());
            assertEquals(List.of(), logs.verify(Events.SERVER).problems());
        }
    }
}
