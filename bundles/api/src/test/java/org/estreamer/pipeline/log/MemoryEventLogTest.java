package org.estreamer.pipeline.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.estreamer.record.FakeRecord;
import org.estreamer.record.Record;
import org.junit.jupiter.api.Test;

class MemoryEventLogTest implements EventLogContract {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final MemoryEventLog log = new MemoryEventLog(() -> now);

    @Override
    public Instant advance() {
        now = now.plusSeconds(1);
        return now;
    }

    @Override
    public EventLog log() {
        return log;
    }

    @Override
    public Record event(long second, long number) {
        return FakeRecord.event(second, number);
    }

    private static LogBatch next(LogReader reader) throws Exception {
        return reader.poll(Duration.ZERO);
    }

    @Test
    void shouldNeverLetANumberMeanTwoThings() throws Exception {
        put(0, 4);
        LogReader reader = placed("a");
        LogPosition beyond = next(reader).after(4);
        log.cutBack(SERVER, 2);
        assertThrows(RewoundException.class, () -> next(reader));
        put(10, 14);
        LogReader again = log.read("a", false);
        Placement placement = again.place(SERVER, Optional.of(beyond));
        assertEquals(2, placement.number());
        assertFalse(placement.told().isEmpty());
        assertEquals(1, next(again).after(1).epoch());
    }

    @Test
    void shouldTellWhatIsMissing() throws Exception {
        put(0, 5);
        LogReader reader = placed("a");
        log.lose(SERVER, 3);
        LogBatch batch = next(reader);
        assertEquals(3, batch.first());
        assertEquals(3, batch.gap().count());
        assertEquals(LogGap.Reason.RETENTION, batch.gap().reason());
    }

    @Test
    void shouldHoldBackWhatIsNotDurable() throws Exception {
        put(0, 2);
        LogReader reader = placed("a");
        log.holdDurable();
        CompletableFuture<Void> first = reader.durable(SERVER, 1);
        CompletableFuture<Void> second = reader.durable(SERVER, 2);
        assertFalse(first.isDone());
        log.cutBack(SERVER, 1);
        assertTrue(second.isCompletedExceptionally());
        log.releaseDurable();
        assertTrue(first.isDone() && !first.isCompletedExceptionally());
    }

    @Test
    void shouldLoseForWhoIsAwayOnlyWhatItHasNoRoomFor() throws Exception {
        log.keep("away", LogStart.DEFAULT);
        log.limit(3);
        put(0, 3);
        put(3, 5);
        LogBatch batch = next(placed("away"));
        assertEquals(2, batch.gap().count());
        assertEquals(2, batch.first());
    }
}
