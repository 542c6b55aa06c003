package org.estreamer.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.estreamer.log.server.ServerLog;
import org.estreamer.pipeline.CapturedLog;
import org.estreamer.pipeline.log.LogBatch;
import org.estreamer.pipeline.log.LogGap;
import org.estreamer.pipeline.log.LogReader;
import org.estreamer.pipeline.log.LogStart;
import org.estreamer.pipeline.log.LogStatus;
import org.estreamer.pipeline.log.LogWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
    private static final int SEGMENT = 2_000;

    @TempDir
    private Path folder;

    private final ShakyDisk disk = new ShakyDisk().lazy();
    private LogRig rig;
    private Logs logs;
    private LogWriter writer;
    private long written;

    @BeforeEach
    void begin() throws Exception {
        rig = new LogRig(folder);
        rig.disk = disk;
        rig.segmentBytes = SEGMENT;
        rig.memoryBytes = 1_000;
        open();
    }

    private void open() throws Exception {
        logs = rig.open();
        writer = LogRig.writer(logs);
    }

    private void restart() throws Exception {
        logs.close();
        open();
    }

    @AfterEach
    void close() {
        logs.close();
    }

    /** Writes events of ten a second, each ten a batch. */
    private void write(long count) throws Exception {
        for (long left = count; left > 0; left -= 10) {
            LogRig.put(writer, Events.batch(1_000 + written / 10, written, written + 10));
            written += 10;
        }
    }

    private LogReader placed(String plugin, boolean mayLose) throws Exception {
        LogReader reader = logs.read(plugin, mayLose);
        reader.place(Events.SERVER, Optional.empty());
        return reader;
    }

    /** Finishes what is there; says which number comes next. */
    private static long finish(LogReader reader) throws Exception {
        List<LogBatch> batches = LogRig.batches(reader);
        LogBatch last = batches.get(batches.size() - 1);
        reader.finished(Map.of(Events.SERVER, last.after(last.records().size())));
        return last.next();
    }

    /** Finishes a thousand records in all, as they come. */
    private static void finishAll(LogReader reader, long from) throws Exception {
        for (long seen = from; seen < 1_000; ) {
            LogBatch batch = reader.poll(LogRig.limit());
            assertEquals(seen, batch.first());
            seen = batch.next();
            reader.finished(Map.of(Events.SERVER, batch.after(batch.records().size())));
        }
    }

    private void look() {
        rig.nanos += Duration.ofSeconds(2).toNanos();
        logs.all().forEach(ServerLog::upkeep);
    }

    private LogStatus status() {
        return logs.status().get(0);
    }

    @Test
    void shouldLetGoOfWhatAllHaveFinishedAfterItsHours() throws Exception {
        LogReader reader = placed("a", false);
        logs.keep("away", LogStart.DEFAULT);
        write(500);
        finish(reader);
        rig.now = rig.now.plus(Duration.ofHours(25));
        look();
        assertEquals(0, status().oldest(), "another has not finished it");
        assertTrue(logs.forget("away"));
        look();
        assertEquals(1, rig.segments().size(), "the newest never goes");
        assertEquals(500, status().next());
    }

    @Test
    void shouldLetGoOfWhatIsFinishedBeyondItsMegabytes() throws Exception {
        rig.retainBytes = 3 * SEGMENT;
        restart();
        LogReader reader = placed("a", false);
        write(500);
        look();
        assertEquals(0, status().oldest());
        finish(reader);
        look();
        assertTrue(status().bytes() <= 3 * SEGMENT && status().bytes() > SEGMENT, status().toString());
    }

    @Test
    void shouldLetGoOfWhatIsFinishedWhenTheDiskIsShort() throws Exception {
        rig.reserveBytes = 1_000_000;
        restart();
        LogReader reader = placed("a", false);
        write(500);
        finish(reader);
        disk.usable = 999_999;
        look();
        assertEquals(1, rig.segments().size());
    }

    private CompletableFuture<Void> fill() {
        return Waiting.start(() -> write(1_000));
    }

    private void assertHeldBack(CompletableFuture<Void> filling, String why) {
        Waiting.until(() -> !status().heldBack().isEmpty() || filling.isDone());
        Waiting.until(() -> status().heldBack().contains(why) || filling.isDone());
        assertTrue(status().heldBack().contains(why), status().heldBack());
        assertTrue(status().bytes() <= rig.maxBytes);
        assertFalse(filling.isDone());
    }

    @Test
    void shouldHoldTheServerBackForAPluginThatIsHereUntilItHasFinished() throws Exception {
        rig.maxBytes = 4 * SEGMENT;
        restart();
        LogReader reader = placed("slow", false);
        CompletableFuture<Void> filling = fill();
        assertHeldBack(filling, "plugin slow");
        finishAll(reader, 0);
        filling.get(20, TimeUnit.SECONDS);
        assertEquals(0, status().readers().get(0).lost());
    }

    @Test
    void shouldTellWhichPluginItWaitsForWhenThatIsAnotherOne() throws Exception {
        rig.maxBytes = 4 * SEGMENT;
        restart();
        try (CapturedLog said = new CapturedLog()) {
            LogReader slow = placed("slow", false);
            LogReader slower = placed("slower", false);
            CompletableFuture<Void> filling = fill();
            assertHeldBack(filling, "plugin slow ");
            long seen = finish(slow);
            assertHeldBack(filling, "plugin slower ");
            assertEquals(1, said.lines("holds the server back").size(), "they may take turns");
            rig.nanos += Duration.ofMinutes(1).toNanos();
            Waiting.until(() -> said.lines("holds the server back").size() == 2);
            assertTrue(said.lines("holds the server back").get(1).contains("forget slower"), said.text());
            slower.close();
            assertTrue(logs.forget("slower"));
            finishAll(slow, seen);
            filling.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void shouldWarnOnceAtHalfAndOnceAtFourFifthsOfWhatItMayTake() throws Exception {
        rig.maxBytes = 10 * SEGMENT;
        restart();
        placed("late", false);
        try (CapturedLog said = new CapturedLog()) {
            for (long enough : new long[] {4, 6, 7, 9}) {
                while (status().bytes() < enough * SEGMENT) {
                    write(10);
                }
                look();
                assertEquals(enough > 5, status().warning().contains("need " + enough), status().warning());
            }
            List<String> told = said.lines("plugins that are behind need");
            assertEquals(2, told.size(), told.toString());
            assertTrue(told.get(0).contains(" 6") && told.get(1).contains(" 9"), told.toString());
        }
    }

    @Test
    void shouldGoOnWhenThePluginIsForgotten() throws Exception {
        rig.maxBytes = 4 * SEGMENT;
        restart();
        LogReader other = placed("other", true);
        LogReader reader = placed("slow", false);
        CompletableFuture<Void> filling = fill();
        assertHeldBack(filling, "forget slow");
        reader.close();
        assertTrue(logs.forget("slow"));
        filling.get(20, TimeUnit.SECONDS);
        other.close();
    }

    @Test
    void shouldHoldTheServerBackWithoutAnyPlugin() throws Exception {
        rig.maxBytes = 4 * SEGMENT;
        restart();
        LogReader metadata = placed(".metadata", false);
        CompletableFuture<Void> filling = fill();
        assertHeldBack(filling, "no plugin");
        assertTrue(status().warning().contains("no plugin"));
        logs.keep("new", LogStart.DEFAULT);
        assertTrue(status().warning().contains("no plugin reads it at the moment (not here: new)"));
        rig.nanos += rig.away.toNanos();
        assertHeldBack(filling, "metadata of the oldest records");
        finishAll(metadata, 0);
        filling.get(20, TimeUnit.SECONDS);
    }

    @Test
    void shouldTellAPluginThatWasAwayWhatItHasLost() throws Exception {
        rig.maxBytes = 4 * SEGMENT;
        restart();
        logs.keep("away", LogStart.DEFAULT);
        CompletableFuture<Void> filling = fill();
        assertHeldBack(filling, "plugin away");
        rig.nanos += rig.away.toNanos();
        filling.get(20, TimeUnit.SECONDS);
        assertLoss(placed("away", false), "away");
    }

    @Test
    void shouldLoseTheOldestForAPluginThatSaysSo() throws Exception {
        rig.maxBytes = 4 * SEGMENT;
        restart();
        LogReader reader = placed("drop", true);
        LogBatch first = reader.poll(Duration.ofMillis(1));
        assertNull(first);
        write(1_000);
        assertLoss(reader, "drop");
    }

    private void assertLoss(LogReader reader, String plugin) throws Exception {
        List<LogBatch> batches = LogRig.batches(reader);
        LogGap gap = batches.get(0).gap();
        assertEquals(LogGap.Reason.RETENTION, gap.reason());
        assertEquals(0, gap.first());
        assertEquals(rig.now, gap.to());
        assertEquals(batches.get(0).first(), gap.next());
        assertEquals(LongStream.range(gap.next(), 1_000).boxed().toList(), LogRig.numbers(batches));
        LogStatus.Reader found = status().readers().stream()
                .filter(one -> one.plugin().equals(plugin))
                .findFirst()
                .orElseThrow();
        assertEquals(gap.count(), found.lost());
        for (LogBatch batch : batches.subList(1, batches.size())) {
            assertNull(batch.gap());
        }
    }

    @Test
    void shouldCountAwayFromAStartToo() throws Exception {
        rig.maxBytes = 4 * SEGMENT;
        restart();
        logs.keep("away", LogStart.DEFAULT);
        write(50);
        rig.nanos += rig.away.toNanos() - 1;
        restart();
        CompletableFuture<Void> filling = fill();
        assertHeldBack(filling, "plugin away");
        rig.nanos += rig.away.toNanos();
        filling.get(20, TimeUnit.SECONDS);
    }

    @Test
    void shouldLeaveTheReserveOfTheDisk() throws Exception {
        rig.reserveBytes = 1_000_000;
        restart();
        placed("a", false);
        write(100);
        disk.usable = 1_000_100;
        rig.nanos += Duration.ofSeconds(2).toNanos();
        CompletableFuture<Void> filling = fill();
        assertHeldBack(filling, "reserveMegabytes");
        disk.usable = Long.MAX_VALUE;
        rig.nanos += Duration.ofSeconds(2).toNanos();
        filling.get(20, TimeUnit.SECONDS);
    }

    @Test
    void shouldKeepPlacesThroughARestart() throws Exception {
        write(100);
        LogReader reader = placed("a", false);
        LogBatch batch = reader.poll(LogRig.limit());
        reader.finished(Map.of(Events.SERVER, batch.after(7)));
        logs.keep("b", LogStart.parse("now"));
        restart();
        assertEquals(7, placed("a", false).poll(LogRig.limit()).first());
        write(10);
        assertEquals(100, placed("b", false).poll(LogRig.limit()).first());
    }

    @Test
    void shouldUseThePlacesBeforeWhereTheNewestAreDamaged() throws Exception {
        write(100);
        LogReader reader = placed("a", false);
        LogBatch batch = reader.poll(LogRig.limit());
        for (int count : List.of(3, 5)) {
            reader.finished(Map.of(Events.SERVER, batch.after(count)));
            logs.keep("for" + count, LogStart.DEFAULT);
        }
        logs.close();
        byte[] places = Files.readAllBytes(folder.resolve("places"));
        byte[] before = Files.readAllBytes(folder.resolve("places.previous"));
        for (int length = 0; length < places.length; length += 7) {
            // a power cut may leave zeros as well
            byte[] damaged = Arrays.copyOf(Arrays.copyOf(places, length), length % 2 == 0 ? length : places.length);
            Files.write(folder.resolve("places"), damaged);
            Files.write(folder.resolve("places.previous"), before);
            try (Logs again = rig.open();
                    LogReader a = again.read("a", false)) {
                assertTrue(a.place(Events.SERVER, Optional.empty()).number() >= 3);
            }
        }
    }

    private void finish(LogReader reader, int count) throws Exception {
        LogBatch batch = reader.poll(LogRig.limit());
        reader.finished(Map.of(Events.SERVER, batch.after(count)));
    }

    /** Ends, and begins again with the places of another time. */
    private void restartWith(byte[] places) throws Exception {
        logs.close();
        Files.write(folder.resolve("places"), places);
        Files.write(folder.resolve("places.previous"), places);
        open();
    }

    private byte[] places() throws Exception {
        restart();
        return Files.readAllBytes(folder.resolve("places"));
    }

    @Test
    void shouldTellAndLeaveNothingOutWherePlacesComeFromABackup() throws Exception {
        write(100);
        finish(placed("known", false), 7);
        byte[] backup = places();
        logs.keep("new", LogStart.DEFAULT);
        logs.keep("newest", LogStart.parse("now"));
        rig.now = rig.now.plusSeconds(30);
        write(50);
        rig.now = rig.now.plusSeconds(90);
        write(50);
        finish(placed("known", false), 3);
        finish(placed("new", false), 9);
        try (CapturedLog said = new CapturedLog()) {
            restartWith(backup);
            String told = said.lines("restored").toString();
            assertTrue(told.contains("server fmc are older than its records 100 to 199"), told);
        }
        assertEquals(7, placed("known", false).poll(LogRig.limit()).first());
        assertEquals(100, placed("new", false).poll(LogRig.limit()).first(), "it had no place then");
        logs.keep("newest", LogStart.parse("now"));
        assertEquals(100, placed("newest", false).poll(LogRig.limit()).first());
    }

    @Test
    void shouldNotTakePlacesForABackupThatAreAMinuteOld() throws Exception {
        write(100);
        finish(placed("known", false), 7);
        byte[] places = places();
        rig.now = rig.now.plus(Duration.ofDays(1));
        write(50);
        rig.now = rig.now.plusSeconds(59);
        write(50);
        try (CapturedLog said = new CapturedLog()) {
            restartWith(places);
            assertEquals(List.of(), said.lines("restored"));
        }
        LogReader late = placed("new", false);
        write(10);
        assertEquals(200, late.poll(LogRig.limit()).first());
    }
}
