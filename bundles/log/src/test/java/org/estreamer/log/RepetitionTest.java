package org.estreamer.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.Closeable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.estreamer.log.resume.DigestFile;
import org.estreamer.log.resume.DigestMemory;
import org.estreamer.log.resume.DigestedLog;
import org.estreamer.log.resume.LoggedSegment;
import org.estreamer.log.resume.Repetition;
import org.estreamer.log.server.ServerLog;
import org.estreamer.pipeline.CapturedLog;
import org.estreamer.pipeline.log.LogBatch;
import org.estreamer.pipeline.log.LogReader;
import org.estreamer.pipeline.log.LogWriter;
import org.estreamer.record.FakeRecord;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepetitionTest {
    private static final long BASE = 1_000_000;
    private static final DigestedLog LOG = new DigestedLog(Events.SERVER, Events.CODEC, path -> true);

    @TempDir
    private Path folder;

    private LogRig rig;

    @BeforeEach
    void begin() {
        rig = new LogRig(folder);
        rig.disk = new ShakyDisk().lazy();
    }

    private static List<Record> events(Random random, int count) {
        List<Record> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(Events.event(BASE + i / 100 + random.nextInt(3), random.nextInt(count / 2)));
        }
        return events;
    }

    @ParameterizedTest
    @CsvSource({"1048576, 16000000", "1048576, 0", "500, 16000000", "500, 0", "20, 3000"})
    void shouldLeaveOutEachRecordAsOftenAsTheLogHasIt(int mostInAMinute, long bytes) throws Exception {
        rig.segmentBytes = 100_000;
        List<Record> events = events(new Random(1), 20_000);
        try (Logs logs = rig.open();
                LogWriter writer = LogRig.writer(logs)) {
            for (int i = 0; i < events.size(); i += 500) {
                LogRig.put(writer, new RecordBatch(Events.SERVER, events.subList(i, i + 500)));
            }
        }
        Map<Long, Integer> left = ScriptedServer.counts(events);
        DigestMemory memory = new DigestMemory(bytes);
        try (Repetition repetition = new Repetition(LOG, memory, mostInAMinute, folder.resolve("spill"))) {
            repetition.add(rig.log(), segments());
            for (Record record : events(new Random(2), 20_000)) {
                check(repetition, record, left);
            }
            for (Record record : events) {
                check(repetition, record, left);
                assertTrue(memory.taken() <= bytes);
            }
        }
        assertEquals(0, memory.taken());
        assertEquals(Map.of(), left);
    }

    /** Of none of them anybody says from when it is. */
    private List<LoggedSegment> segments() throws Exception {
        return rig.segments().stream()
                .map(path -> new LoggedSegment(path, Long.MAX_VALUE, 0, LoggedSegment.ANY))
                .toList();
    }

    private static void check(Repetition repetition, Record record, Map<Long, Integer> left) throws Exception {
        assertEquals(left.containsKey(record.digest()), repetition.repeats(record));
        left.computeIfPresent(record.digest(), (key, count) -> count > 1 ? count - 1 : null);
    }

    @Test
    void shouldHashNothingThatIsNewerThanTheLog() throws Exception {
        try (Logs logs = rig.open();
                LogWriter writer = LogRig.writer(logs)) {
            LogRig.put(writer, Events.batch(BASE, 0, 10));
            Repetition repetition = new Repetition(LOG, new DigestMemory(0), 10, folder.resolve("spill"));
            repetition.add(rig.log(), segments());
            Record newer = FakeRecord.event(BASE + 1, 5);
            Record unhashed = (Record) Proxy.newProxyInstance(
                    Record.class.getClassLoader(), new Class<?>[] {Record.class}, (proxy, method, arguments) -> {
                        assertFalse(method.getName().equals("digest"));
                        return method.invoke(newer, arguments);
                    });
            assertFalse(repetition.repeats(unhashed));
            repetition.close();
        }
    }

    /** Writes 4,000 seconds, ten events each, of which only the newest segment stays. */
    private LogWriter writeAndRetire(Logs logs) throws Exception {
        LogWriter writer = LogRig.writer(logs);
        LogReader reader = logs.read("a", false);
        reader.place(Events.SERVER, Optional.empty());
        for (int second = 0; second < 4_000; second += 10) {
            rig.nanos += Duration.ofSeconds(10).toNanos();
            List<Record> events = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                events.add(Events.event(BASE + second + i / 10, 10L * second + i));
            }
            LogRig.put(writer, new RecordBatch(Events.SERVER, events));
            for (LogBatch batch : LogRig.batches(reader)) {
                reader.finished(
                        Map.of(Events.SERVER, batch.after(batch.records().size())));
            }
            logs.all().forEach(ServerLog::upkeep);
        }
        return writer;
    }

    private void small() {
        rig.segmentBytes = 50_000;
        rig.retainBytes = 1;
    }

    private static long repeat(LogWriter writer, int from) throws Exception {
        long before = writer.repeated();
        for (int second = from; second < 4_000; second++) {
            writer.append(Events.batch(BASE + second, 10L * second, 10L * second + 10));
        }
        writer.flush();
        return writer.repeated() - before;
    }

    @Test
    void shouldKnowRecordsWhoseSegmentsHaveGoneForAnHour() throws Exception {
        small();
        try (Logs logs = rig.open()) {
            LogWriter writer = writeAndRetire(logs);
            assertEquals(1, rig.segments().size());
            writer.begin(LogRig.REQUEST);
            assertEquals(36_000, repeat(writer, 400));
        }
        try (Logs logs = rig.open()) {
            assertEquals(36_000, repeat(LogRig.writer(logs), 400));
            assertEquals(40_000, logs.status().get(0).next());
        }
    }

    @Test
    void shouldLetGoOfDigestsThatAreTooOld() throws Exception {
        small();
        try (Logs logs = rig.open()) {
            LogWriter writer = writeAndRetire(logs);
            assertTrue(rig.files(".digests").size() > 20);
            LogRig.put(writer, Events.batch(BASE + 20_000, 1_000_000, 1_000_020));
            logs.all().forEach(ServerLog::upkeep);
            assertEquals(List.of(), rig.files(".digests"));
            assertEquals(0, repeat(writer, 3_999), "what was loaded has gone, and nothing fails");
        }
    }

    @Test
    void shouldSetDamagedDigestsAsideAndGoOn() throws Exception {
        small();
        try (Logs logs = rig.open()) {
            writeAndRetire(logs);
        }
        List<Path> digests = rig.files(".digests");
        for (int i = 0; i < 4; i++) {
            byte[] bytes = Files.readAllBytes(digests.get(digests.size() - 1 - i));
            byte[] damaged = i == 0 ? new byte[0] : i == 1 ? Arrays.copyOf(bytes, 30) : bytes;
            if (i > 1) {
                damaged[i == 2 ? 10 : bytes.length / 2] ^= 1;
            }
            Files.write(digests.get(digests.size() - 1 - i), damaged);
        }
        try (Logs logs = rig.open()) {
            long known = repeat(LogRig.writer(logs), 400);
            assertTrue(known > 20_000 && known < 36_000, "known " + known);
            assertEquals(4, rig.files(".damaged").size());
        }
    }

    @Test
    void shouldNotCountASegmentTwiceThatHasLeftItsDigestsAlready() throws Exception {
        try (Logs logs = rig.open()) {
            LogWriter writer = LogRig.writer(logs);
            LogRig.put(writer, Events.batch(BASE, 0, 10));
            DigestFile.keep(rig.segments().get(0), Events.CODEC, 10, 1);
            assertEquals(1, rig.files(".digests").size());
            writer.begin(LogRig.REQUEST);
            LogRig.put(writer, Events.batch(BASE, 0, 10));
            LogRig.put(writer, Events.batch(BASE, 0, 10));
            assertEquals(10, writer.repeated());
        }
    }

    /** Writes seconds of ten records, each record a batch; ten seconds or so are a segment. */
    private LogWriter writeSmall(Logs logs, int seconds) throws Exception {
        LogWriter writer = LogRig.writer(logs);
        for (int i = 0; i < 10 * seconds; i++) {
            LogRig.put(writer, Events.batch(BASE + i / 10, i, i + 1));
        }
        return writer;
    }

    private static long repeatSmall(LogWriter writer, int from, int to) throws Exception {
        long before = writer.repeated();
        for (int i = 10 * from; i < 10 * to; i++) {
            writer.append(Events.batch(BASE + i / 10, i, i + 1));
        }
        writer.flush();
        return writer.repeated() - before;
    }

    @Test
    void shouldReadNoBatchBeforeARecordComesThatMayBeInIt() throws Exception {
        rig.segmentBytes = 100_000;
        try (Logs logs = rig.open();
                LogWriter writer = writeSmall(logs, 2_000)) {
            long before = LogRig.bytesRead();
            writer.begin(LogRig.REQUEST);
            long begun = LogRig.bytesRead() - before;
            assertTrue(begun < 100_000, begun + " bytes were read to begin");
            assertEquals(100, repeatSmall(writer, 1_990, 2_000));
            long read = LogRig.bytesRead() - before;
            assertTrue(read < 1_000_000, read + " bytes were read for ten seconds");
        }
    }

    @Test
    void shouldGoOnWithoutASegmentThatIsDeletedOrDamagedWhileItRuns() throws Exception {
        rig.segmentBytes = 10_000;
        try (Logs logs = rig.open();
                LogWriter writer = writeSmall(logs, 100);
                CapturedLog said = new CapturedLog()) {
            List<Path> segments = rig.segments();
            Files.delete(segments.get(1));
            Files.write(segments.get(3), new byte[] {1}, StandardOpenOption.WRITE);
            writer.begin(LogRig.REQUEST);
            long known = repeatSmall(writer, 0, 100);
            assertTrue(known > 500 && known < 900, known + " of 1000 are known");
            for (int i : new int[] {1, 3}) {
                List<String> lines = said.lines(segments.get(i).toString());
                assertEquals(1, lines.size(), lines.toString());
                assertTrue(lines.get(0).contains(Events.SERVER) && lines.get(0).contains("twice"), lines.get(0));
            }
        }
    }

    /** The session tries again, and what is repeated does not come twice. */
    @Test
    void shouldNotBeginWhileASegmentCannotBeOpened() throws Exception {
        rig.segmentBytes = 10_000;
        try (Logs logs = rig.open();
                LogWriter writer = writeSmall(logs, 100)) {
            Closeable shut = rig.shut(1);
            assertThrows(IOException.class, () -> {
                writer.begin(LogRig.REQUEST);
                repeatSmall(writer, 0, 100);
            });
            shut.close();
            writer.begin(LogRig.REQUEST);
            assertEquals(1_000, repeatSmall(writer, 0, 100));
        }
    }

    @Test
    void shouldTellOfADamagedBatchThatTheServerMayRepeat() throws Exception {
        try (Logs logs = rig.open();
                LogWriter writer = writeSmall(logs, 10);
                CapturedLog said = new CapturedLog()) {
            Path segment = rig.segments().get(0);
            byte[] bytes = Files.readAllBytes(segment);
            bytes[bytes.length / 2 / 100 * 100] ^= 1;
            Files.write(segment, bytes);
            writer.begin(LogRig.REQUEST);
            assertEquals(99, repeatSmall(writer, 0, 10));
            assertEquals(1, said.lines("damaged").size(), said.text());
        }
    }

    /** What is known of a segment stands in the next one: it must not be taken for what is known of the one before. */
    @Test
    void shouldKnowWhatIsBeforeASegmentThatIsMissing() throws Exception {
        rig.segmentBytes = 100_000;
        try (Logs logs = rig.open()) {
            writeSmall(logs, 600);
        }
        Path missing = rig.segments().get(2);
        Files.delete(missing);
        long first = Long.parseLong(missing.getFileName().toString().replace(".log", ""));
        try (Logs logs = rig.open();
                LogWriter writer = LogRig.writer(logs)) {
            assertEquals(first / 10 * 10, repeatSmall(writer, 0, (int) first / 10));
        }
    }

    @Test
    void shouldKeepTheDigestsOfALargeSegmentWithoutHoldingThemInMemory() throws Exception {
        try (Logs logs = rig.open();
                LogWriter writer = LogRig.writer(logs)) {
            List<Record> events = new ArrayList<>(List.of(Events.event(BASE + 1, 0)));
            Events.batch(BASE, 0, 1_000).forEach(events::add);
            for (int i = 0; i < 200; i++) {
                LogRig.put(writer, new RecordBatch(Events.SERVER, events));
            }
        }
        allocated(BASE); // what is allocated once
        long few = allocated(BASE + 1);
        long all = allocated(BASE);
        assertTrue(all - few < 500_000, all - few + " bytes for the digests of 200,000 records");
        assertEquals(200_200, (Files.size(rig.files(".digests").get(0)) - 20) / 12);
    }

    /** What this thread allocates to keep the digests of what is not older than a second; all batches have some. */
    private long allocated(long from) throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        DigestFile.keep(rig.segments().get(0), Events.CODEC, Long.MAX_VALUE, from);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
