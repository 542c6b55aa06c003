package org.estreamer.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.estreamer.pipeline.CapturedLog;
import org.estreamer.pipeline.log.LogBatch;
import org.estreamer.pipeline.log.LogReader;
import org.estreamer.pipeline.log.LogStart;
import org.junit.jupiter.api.Test;

/** When a server waits, for whom, and how it goes on. */
class ServerHeldBackTest extends RetentionRig {
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

    /** Finishes a thousand records in all, as they come. */
    private static void finishAll(LogReader reader, long from) throws Exception {
        for (long seen = from; seen < 1_000; ) {
            LogBatch batch = reader.poll(LogRig.limit());
            assertEquals(seen, batch.first());
            seen = batch.next();
            reader.finished(Map.of(Events.SERVER, batch.after(batch.records().size())));
        }
    }
}
