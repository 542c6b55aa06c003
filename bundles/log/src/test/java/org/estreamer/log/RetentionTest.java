package org.estreamer.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.estreamer.pipeline.CapturedLog;
import org.estreamer.pipeline.log.LogBatch;
import org.estreamer.pipeline.log.LogGap;
import org.estreamer.pipeline.log.LogReader;
import org.estreamer.pipeline.log.LogStart;
import org.estreamer.pipeline.log.LogStatus;
import org.junit.jupiter.api.Test;

/** What goes, and what a plugin has lost by it. */
class RetentionTest extends RetentionRig {
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

    @Test
    void shouldTellThatNobodyReadsOnceThatHasLastedThoughNothingMoreComes() throws Exception {
        write(10);
        try (CapturedLog said = new CapturedLog()) {
            look();
            assertEquals(List.of(), said.lines("no plugin reads them"));
            rig.nanos += Duration.ofSeconds(10).toNanos();
            look();
            rig.nanos += Duration.ofHours(1).toNanos();
            look();
            assertEquals(1, said.lines("no plugin reads them").size(), said.text());
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
}
