package org.estreamer.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.estreamer.log.server.ServerLog;
import org.estreamer.pipeline.log.LogBatch;
import org.estreamer.pipeline.log.LogPosition;
import org.estreamer.pipeline.log.LogReader;
import org.estreamer.pipeline.log.LogStart;
import org.estreamer.pipeline.log.LogWriter;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadersTest {
    private static final int RECORDS = 20_000;

    @TempDir
    private Path folder;

    private LogRig rig;

    @BeforeEach
    void begin() {
        rig = new LogRig(folder);
        rig.disk = new ShakyDisk().lazy();
        rig.segmentBytes = 50_000;
    }

    private static LogReader placed(Logs logs, String plugin) throws Exception {
        LogReader reader = logs.read(plugin, false);
        reader.place(Events.SERVER, Optional.empty());
        return reader;
    }

    private static void write(Logs logs) throws Exception {
        write(LogRig.writer(logs));
    }

    private static void write(LogWriter writer) throws Exception {
        for (long number = 0; number < RECORDS; number += 50) {
            LogRig.put(writer, Events.batch(1_000 + number / 50, number, number + 50));
        }
    }

    /** Reads to the end, and sees each number once, in order. */
    private static void readAll(LogReader reader) throws Exception {
        long next = 0;
        while (next < RECORDS) {
            LogBatch batch = reader.poll(LogRig.limit());
            assertEquals(next, batch.first());
            for (int i = 0; i < batch.records().size(); i++) {
                assertEquals(next++, Events.number(batch.records().get(i)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 100_000, 1 << 30})
    void shouldGiveTheSameFromMemoryAndFromTheDisk(long memoryBytes) throws Exception {
        rig.memoryBytes = memoryBytes;
        try (Logs logs = rig.open()) {
            write(logs);
            readAll(placed(logs, "a"));
            LogReader middle = logs.read("b", false);
            for (LogBatch batch : LogRig.batches(logs)) {
                LogPosition position = batch.after(7);
                middle.place(Events.SERVER, Optional.of(position));
                assertEquals(
                        position.number(),
                        Events.number(middle.poll(Duration.ZERO).records().get(0)));
            }
        }
    }

    @Test
    void shouldNotPassOverASegmentThatCannotBeOpenedForNow() throws Exception {
        rig.memoryBytes = 1;
        try (Logs logs = rig.open()) {
            write(logs);
            LogReader reader = placed(logs, "a");
            Closeable shut = rig.shut(0);
            for (int i = 0; i < 3; i++) {
                assertThrows(IOException.class, () -> reader.poll(Duration.ZERO));
            }
            shut.close();
            readAll(reader);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 60_000, 1 << 30})
    void shouldGiveEachReaderEverythingInOrderWhileOthersWriteAndFinish(long memoryBytes) throws Exception {
        rig.memoryBytes = memoryBytes;
        rig.retainBytes = 1;
        rig.maxBytes = 400_000;
        try (Logs logs = rig.open()) {
            LogRig.writer(logs).close();
            List<CompletableFuture<Void>> readers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                LogReader reader = placed(logs, "plugin" + i);
                readers.add(Waiting.start(() -> readAndFinish(reader)));
            }
            CompletableFuture<Void> upkeep = Waiting.start(() -> {
                while (!readers.stream().allMatch(CompletableFuture::isDone)) {
                    logs.all().forEach(ServerLog::upkeep);
                    String heldBack = logs.status().get(0).heldBack();
                    assertFalse(heldBack.contains("cannot remove"), heldBack);
                    logs.keep("at", LogStart.parse("2020-01-01T00:00:00Z"));
                    logs.forget("at");
                }
            });
            write(logs);
            for (CompletableFuture<Void> reader : readers) {
                reader.get(60, TimeUnit.SECONDS);
            }
            upkeep.get(20, TimeUnit.SECONDS);
            assertEquals(RECORDS, logs.status().get(0).next());
            assertEquals(List.of(), logs.verify(Events.SERVER).problems());
            LogWriter again = LogRig.writer(logs);
            write(again);
            assertEquals(RECORDS, again.repeated(), "what has gone has left its digests");
        }
    }

    private static void readAndFinish(LogReader reader) throws Exception {
        long next = 0;
        while (next < RECORDS) {
            LogBatch batch = reader.poll(LogRig.limit());
            assertEquals(next, batch.first());
            assertEquals(next, Events.number(batch.records().get(0)));
            next = batch.next();
            if (next % 1_000 == 0) {
                reader.durable(Events.SERVER, next).get(20, TimeUnit.SECONDS);
                reader.finished(
                        Map.of(Events.SERVER, batch.after(batch.records().size())));
            }
        }
    }

    @Test
    void shouldHoldNoFilesThatItDoesNotRead() throws Exception {
        rig.retainBytes = 1;
        rig.memoryBytes = 1 << 30;
        try (Logs logs = rig.open()) {
            write(logs);
        }
        try (Logs logs = rig.open()) {
            long before = deletedFiles();
            LogReader reader = placed(logs, "a");
            readAll(reader); // from the disk
            LogWriter writer = LogRig.writer(logs);
            LogRig.put(writer, Events.batch(9_000, RECORDS, RECORDS + 1_000));
            LogBatch batch = reader.poll(LogRig.limit()); // from memory
            reader.finished(Map.of(Events.SERVER, batch.after(batch.records().size())));
            rig.now = rig.now.plus(Duration.ofDays(2));
            logs.all().forEach(ServerLog::upkeep);
            Waiting.until(() -> deletedFiles() == before); // what was written is closed as soon as the disk has it
        }
    }

    /** Files that are gone and still take their room, because this process has them open. */
    private long deletedFiles() {
        Path open = Path.of("/proc/self/fd");
        if (!Files.isDirectory(open)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(open)) {
            return files.map(ReadersTest::target)
                    .filter(target -> target.startsWith(folder.toString()) && target.endsWith("(deleted)"))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return ""; // closed meanwhile
        }
    }

    @Test
    void shouldReadOnAfterAnInterrupt() throws Exception {
        rig.memoryBytes = 1;
        try (Logs logs = rig.open()) {
            write(logs);
            LogReader reader = placed(logs, "a");
            Thread.currentThread().interrupt();
            assertEquals(0, reader.poll(LogRig.limit()).first());
            assertEquals(50, reader.poll(LogRig.limit()).first());
            assertTrue(Thread.interrupted());
            LogWriter writer = LogRig.writer(logs);
            LogRig.put(writer, Events.batch(9_000, RECORDS, RECORDS + 10));
            assertEquals(RECORDS + 10, logs.status().get(0).next());
        }
    }

    @Test
    void shouldGoOnByTheSecondOfAPositionOfAnotherLog() throws Exception {
        try (Logs logs = rig.open()) {
            LogWriter writer = LogRig.writer(logs);
            for (long hour = 0; hour < 10; hour++) {
                LogRig.put(writer, Events.batch(1 + 3_600 * hour, 10 * hour, 10 * hour + 10));
            }
            LogReader reader = logs.read("a", false);
            assertTrue(reader.place(Events.SERVER, Optional.of(new LogPosition(1, 1, 5, 3_600 * 8)))
                    .told()
                    .contains("twice"));
            assertEquals(LongStream.range(70, 100).boxed().toList(), LogRig.numbers(LogRig.batches(reader)));
            LogReader beyond = logs.read("b", false);
            beyond.place(Events.SERVER, Optional.of(new LogPosition(1, 1, 5, 3_600 * 20)));
            assertEquals(List.of(), LogRig.batches(beyond));
            LogRig.put(writer, Events.batch(3_600 * 10, 100, 105));
            assertEquals(List.of(), LogRig.batches(beyond));
            LogRig.put(writer, Events.batch(3_600 * 30, 105, 110));
            assertEquals(LongStream.range(105, 110).boxed().toList(), LogRig.numbers(LogRig.batches(beyond)));
        }
    }

    @Test
    void shouldKeepInMemoryOfGatheredMessagesOnlyWhatItCounts() throws Exception {
        try (Logs logs = rig.open();
                LogReader reader = logs.read("a", false)) {
            LogWriter writer = LogRig.writer(logs);
            List<WeakReference<Record>> received = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                RecordBatch message = Events.batch(1_000, i, i + 1);
                received.add(new WeakReference<>(message.get(0)));
                writer.append(message);
            }
            writer.flush();
            Waiting.until(() -> {
                System.gc(); // nobody else keeps them
                return received.stream().allMatch(record -> record.refersTo(null));
            });
            assertEquals(List.of(0L, 1L, 2L), LogRig.numbers(LogRig.batches(reader)));
        }
    }

    @Test
    void shouldFollowALogWhoseSessionIsRenamed() throws Exception {
        LogPosition position;
        try (Logs logs = rig.open()) {
            write(logs);
            LogReader reader = placed(logs, "a");
            position = reader.poll(LogRig.limit()).after(5);
            reader.finished(Map.of(Events.SERVER, position));
        }
        Files.move(rig.log(), folder.resolve("a-new-name"));
        try (Logs logs = rig.open()) {
            LogReader reader = logs.read("a", false);
            assertEquals(5, reader.place("a-new-name", Optional.empty()).number());
            LogBatch batch = reader.poll(LogRig.limit());
            reader.finished(Map.of("a-new-name", batch.after(20)));
        }
        try (Logs logs = rig.open();
                LogReader reader = logs.read("a", false)) {
            assertEquals(25, reader.place("a-new-name", Optional.empty()).number());
            assertEquals(25, logs.status().get(0).readers().get(0).number());
        }
    }
}
