package org.estreamer.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.estreamer.log.server.ServerLog;
import org.estreamer.pipeline.log.LogBatch;
import org.estreamer.pipeline.log.LogPosition;
import org.estreamer.pipeline.log.LogReader;
import org.estreamer.pipeline.log.LogWriter;
import org.estreamer.pipeline.log.RewoundException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailedDiskTest {
    @TempDir
    private Path folder;

    @TempDir
    private Path other;

    private final ShakyDisk disk = new ShakyDisk();
    private LogRig rig;
    private Logs logs;
    private LogWriter writer;

    @BeforeEach
    void open() throws Exception {
        rig = new LogRig(folder);
        rig.disk = disk;
        rig.sync = Duration.ofHours(1);
        rig.segmentBytes = 2_000;
        logs = rig.open();
        writer = LogRig.writer(logs);
    }

    @AfterEach
    void close() {
        logs.close();
    }

    private LogReader placed(String plugin) throws Exception {
        LogReader reader = logs.read(plugin, false);
        reader.place(Events.SERVER, Optional.empty());
        return reader;
    }

    private static List<Long> range(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }

    private static List<Long> rest(LogReader reader) throws Exception {
        return LogRig.numbers(LogRig.batches(reader));
    }

    /** Records 0 to 9 are durable, 10 to 99 are not and fill more than a segment. */
    private LogReader begin() throws Exception {
        LogReader careful = placed("careful");
        LogRig.put(writer, Events.batch(1_000, 0, 10));
        assertEquals(range(0, 10), rest(careful));
        careful.durable(Events.SERVER, 10).get(20, TimeUnit.SECONDS);
        for (long number = 10; number < 100; number += 10) {
            LogRig.put(writer, Events.batch(1_000 + number, number, number + 10));
        }
        return careful;
    }

    private void fail(LogReader reader) {
        disk.forgets = true;
        CompletableFuture<Void> durable = reader.durable(Events.SERVER, 100);
        assertThrows(ExecutionException.class, () -> durable.get(20, TimeUnit.SECONDS));
        disk.forgets = false;
    }

    @Test
    void shouldGoBackToWhatWasDurableAndGiveNothingTwice() throws Exception {
        LogReader careful = begin();
        LogReader hasty = placed("hasty");
        assertEquals(range(0, 100), rest(hasty));
        LogPosition beyond = new LogPosition(logs.all().iterator().next().id(), 1, 100, 0);
        fail(careful);
        assertThrows(RewoundException.class, () -> hasty.poll(Duration.ZERO));
        assertTrue(hasty.durable(Events.SERVER, 50).isCompletedExceptionally());
        assertNull(careful.poll(Duration.ZERO));
        assertEquals(10, logs.all().iterator().next().end());
        assertThrows(IOException.class, () -> LogRig.put(writer, Events.batch(1_100, 100, 110)));
        assertEquals(10, logs.status().get(0).next());

        assertTrue(writer.begin(LogRig.REQUEST).timestamp() <= 1_000);
        LogRig.put(writer, Events.batch(1_000, 0, 10));
        for (long number = 10; number < 120; number += 10) {
            LogRig.put(writer, Events.batch(1_000 + number, number, number + 10));
        }
        assertEquals(10, writer.repeated());
        assertEquals(range(10, 120), rest(careful));
        hasty.close();
        LogReader again = logs.read("again", false);
        assertEquals(10, again.place(Events.SERVER, Optional.of(beyond)).number());
        LogBatch batch = again.poll(Duration.ZERO);
        assertEquals(2, batch.after(1).epoch());
        again.durable(Events.SERVER, 120).get(20, TimeUnit.SECONDS);
        assertEquals(List.of(), logs.verify(Events.SERVER).problems());
    }

    @Test
    void shouldNotTakeForDurableWhatAKilledProcessHasWritten() throws Exception {
        begin();
        try (Logs after = rig.killed(other).open()) {
            assertEquals(100, after.status().get(0).next());
            LogReader reader = after.read("again", false);
            reader.place(Events.SERVER, Optional.empty());
            assertEquals(range(0, 100), rest(reader));
            fail(reader);
            assertEquals(10, after.status().get(0).next());
            assertEquals(List.of(), after.verify(Events.SERVER).problems());
        }
    }

    @Test
    void shouldNotGoBackBehindAPositionFromBeforeARestart() throws Exception {
        LogReader careful = begin();
        List<LogBatch> batches = LogRig.batches(careful);
        careful.durable(Events.SERVER, 100).get(20, TimeUnit.SECONDS);
        LogBatch kept = batches.get(4);
        try (Logs after = rig.killed(other).open()) {
            LogReader reader = after.read("again", false);
            reader.place(Events.SERVER, Optional.of(kept.after(10)));
            assertEquals(range(kept.next(), 100), LogRig.numbers(LogRig.batches(reader)));
            fail(reader);
            assertEquals(kept.next(), after.status().get(0).next());
        }
    }

    @Test
    void shouldHaveNothingStaleAfterARestart() throws Exception {
        fail(begin());
        writer.begin(LogRig.REQUEST);
        LogRig.put(writer, Events.batch(5_000, 200, 210));
        placed("sync").durable(Events.SERVER, 20).get(20, TimeUnit.SECONDS);
        try (Logs again = rig.killed(other).open()) {
            assertEquals(
                    List.of(0L, 9L, 200L, 209L),
                    LogRig.numbers(LogRig.batches(again)).stream()
                            .filter(number -> number % 10 == 0 || number % 10 == 9)
                            .toList());
            LogWriter next = LogRig.writer(again);
            LogRig.put(next, Events.batch(1_050, 50, 60));
            assertEquals(0, next.repeated());
            assertEquals(List.of(), again.verify(Events.SERVER).problems());
        }
    }

    @Test
    void shouldGoBackAsSoonAsTheDiskLetsIt() throws Exception {
        LogReader careful = begin();
        disk.takes = 0;
        fail(careful);
        assertThrows(IOException.class, () -> writer.begin(LogRig.REQUEST));
        assertEquals(10, logs.status().get(0).next());
        disk.takes = Long.MAX_VALUE;
        writer.begin(LogRig.REQUEST);
        LogRig.put(writer, Events.batch(5_000, 200, 210));
        assertEquals(range(200, 210), rest(careful));
        assertEquals(2, logs.all().iterator().next().epoch());
    }

    @Test
    void shouldHoldTheServerBackWhileTheDiskTakesNothing() throws Exception {
        LogRig.put(writer, Events.batch(1_000, 0, 10));
        disk.takes = 77;
        CompletableFuture<Void> waiting = Waiting.start(() -> LogRig.put(writer, Events.batch(1_001, 10, 20)));
        Waiting.until(() -> writer.heldBack().contains("No space left"));
        assertFalse(waiting.isDone());
        assertEquals(range(0, 10), rest(placed("a")));
        disk.takes = Long.MAX_VALUE;
        logs.all().forEach(ServerLog::upkeep);
        waiting.get(20, TimeUnit.SECONDS);
        assertEquals("", writer.heldBack());
        assertEquals(range(0, 20), rest(placed("b")));
        assertEquals(List.of(), logs.verify(Events.SERVER).problems());
    }

    @Test
    void shouldLeaveNoPartOfABatchBehindInASegmentThatIsFull() throws Exception {
        LogRig.put(writer, Events.batch(1_000, 0, 10));
        disk.takes = 150;
        LogWriter first = writer;
        CompletableFuture<Void> waiting = Waiting.start(() -> LogRig.put(first, Events.batch(1_001, 10, 20)));
        Waiting.until(() -> !first.heldBack().isEmpty());
        writer = LogRig.writer(logs);
        assertThrows(ExecutionException.class, () -> waiting.get(20, TimeUnit.SECONDS));
        disk.takes = Long.MAX_VALUE;
        LogRig.put(writer, Events.batch(1_002, 100, 190));
        assertEquals(2, rig.segments().size());
        assertEquals(100, LogRig.numbers(LogRig.batches(logs)).size());
        assertEquals(List.of(), logs.verify(Events.SERVER).problems());
    }

    @Test
    void shouldFailWhoWaitsForTheDiskWhenItIsClosed() throws Exception {
        begin();
        disk.forgets = true;
        CompletableFuture<Void> durable = placed("a").durable(Events.SERVER, 100);
        logs.close();
        assertThrows(ExecutionException.class, () -> durable.get(20, TimeUnit.SECONDS));
    }
}
