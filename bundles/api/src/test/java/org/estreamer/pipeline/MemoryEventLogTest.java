package org.estreamer.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.estreamer.record.FakeRecord;
import org.estreamer.record.RecordBatch;
import org.junit.jupiter.api.Test;

class MemoryEventLogTest {
    private static final String SERVER = "fmc";
    private static final LogRequest REQUEST = new LogRequest("all", "certificate", 0);

    private final MemoryEventLog log = new MemoryEventLog();

    private void put(long from, long to) throws Exception {
        log.put(records(from, to));
    }

    private static RecordBatch records(long from, long to) {
        List<FakeRecord> records = new ArrayList<>();
        for (long number = from; number < to; number++) {
            records.add(FakeRecord.event(1_000 + number, number));
        }
        return new RecordBatch(SERVER, records);
    }

    private static LogBatch next(LogReader reader) throws Exception {
        return reader.poll(Duration.ZERO);
    }

    private LogReader placed(String plugin) throws Exception {
        LogReader reader = log.read(plugin, false);
        reader.place(SERVER, Optional.empty());
        return reader;
    }

    @Test
    void shouldGiveEveryReaderAllFromItsPlace() throws Exception {
        log.keep("a", LogStart.DEFAULT);
        put(0, 3);
        LogReader a = log.read("a", false);
        assertEquals(List.of(SERVER), a.unplaced());
        assertNull(next(a));
        assertEquals(new Placement(0, true, ""), a.place(SERVER, Optional.empty()));
        LogBatch batch = next(a);
        assertEquals(3, batch.records().size());
        a.finished(Map.of(SERVER, batch.after(2)));
        a.close();
        assertEquals(2, next(placed("a")).first());
        log.keep("late", LogStart.DEFAULT);
        assertEquals(3, log.place("late", SERVER));
    }

    @Test
    void shouldBeginWhereItsStartSays() throws Exception {
        put(0, 3);
        log.keep("first", LogStart.DEFAULT);
        log.keep("now", LogStart.parse("now"));
        assertEquals(0, log.place("first", SERVER));
        assertEquals(3, log.place("now", SERVER));
        next(placed("first"));
        log.keep("second", LogStart.DEFAULT);
        log.keep("oldest", LogStart.parse("oldest"));
        assertEquals(3, log.place("second", SERVER));
        assertEquals(0, log.place("oldest", SERVER));
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
    void shouldLeaveOutWhatTheServerRepeatsAsOftenAsTheLogHasIt() throws Exception {
        LogWriter writer = log.write(SERVER);
        writer.begin(REQUEST);
        writer.append(records(0, 3));
        writer.append(records(2, 3));
        assertEquals(1_002 - 60, writer.begin(REQUEST).timestamp());
        for (int time = 0; time < 3; time++) {
            writer.append(records(2, 3));
        }
        assertEquals(2, writer.repeated());
        assertEquals(5, writer.next());
        assertFalse(writer.askAgain());
        writer.append(new RecordBatch(SERVER, List.of(FakeRecord.event(10, 77))));
        assertTrue(writer.askAgain());
        assertFalse(writer.askAgain());
    }

    @Test
    void shouldFenceWhoeverWroteBefore() {
        LogWriter first = log.write(SERVER);
        log.write(SERVER);
        assertThrows(FencedException.class, () -> first.append(records(0, 1)));
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

    @Test
    void shouldForgetOnlyWhoIsAway() {
        LogReader reader = log.read("a", false);
        assertFalse(log.forget("a"));
        reader.close();
        assertTrue(log.forget("a"));
        assertFalse(log.forget("a"));
    }

    @Test
    void shouldWakeAReader() throws Exception {
        put(0, 1);
        LogReader reader = placed("a");
        reader.wakeup();
        assertNull(reader.poll(Duration.ofMinutes(1)));
        assertEquals(1, next(reader).next());
    }
}
