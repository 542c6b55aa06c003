package org.estreamer.pipeline.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.estreamer.record.RecordBatch;
import org.junit.jupiter.api.Test;

/** Every reader gets every record in order, from its own place on. */
public interface ReaderContract extends EventLogRig {
    @Test
    default void shouldGiveEveryReaderEveryRecordInOrder() throws Exception {
        put(0, 5);
        LogReader first = placed("first");
        LogReader second = placed("second");
        assertEquals(digests(events(0, 5)), read(first, 5));
        put(5, 7);
        assertEquals(digests(events(5, 7)), read(first, 2));
        assertEquals(digests(events(0, 7)), read(second, 7));
        assertNull(first.poll(Duration.ZERO));
    }

    @Test
    default void shouldNumberRecordsWithoutGaps() throws Exception {
        put(0, 3);
        put(3, 4);
        LogReader reader = placed("a");
        long expected = 0;
        while (expected < 4) {
            LogBatch batch = reader.poll(LIMIT);
            assertEquals(expected, batch.first());
            assertNull(batch.gap());
            expected = batch.next();
        }
        assertEquals(4, log().status().get(0).next());
    }

    @Test
    default void shouldAskForAPlaceInEachLogFirst() throws Exception {
        put(0, 2);
        LogReader reader = log().read("a", false);
        assertEquals(List.of(SERVER), reader.unplaced());
        assertNull(reader.poll(LIMIT));
        assertEquals(new Placement(0, true, ""), reader.place(SERVER, Optional.empty()));
        assertEquals(List.of(), reader.unplaced());
        assertEquals(2, read(reader, 2).size());
    }

    @Test
    default void shouldGoOnBehindWhatWasFinished() throws Exception {
        put(0, 5);
        LogReader reader = placed("a");
        LogBatch batch = reader.poll(LIMIT);
        LogPosition position = batch.after(2);
        reader.durable(SERVER, position.number()).get(20, TimeUnit.SECONDS);
        reader.finished(Map.of(SERVER, position));
        reader.close();
        LogReader again = log().read("a", false);
        assertEquals(new Placement(2, false, ""), again.place(SERVER, Optional.empty()));
        assertEquals(digests(events(2, 5)), read(again, 3));
        LogReader durable = log().read("b", false);
        assertEquals(
                2,
                durable.place(SERVER, Optional.of(LogPosition.decode(position.encode())))
                        .number());
        assertEquals(digests(events(2, 5)), read(durable, 3));
    }

    @Test
    default void shouldBeginWhereItsStartSays() throws Exception {
        put(0, 3);
        log().keep("first", LogStart.DEFAULT);
        log().keep("now", LogStart.parse("now"));
        LogReader first = placed("first");
        first.finished(Map.of(SERVER, first.poll(LIMIT).after(1)));
        log().keep("second", LogStart.DEFAULT);
        log().keep("oldest", LogStart.parse("oldest"));
        put(3, 4);
        assertEquals(digests(events(3, 4)), read(placed("now"), 1));
        assertEquals(digests(events(3, 4)), read(placed("second"), 1));
        assertEquals(digests(events(0, 4)), read(placed("oldest"), 4));
    }

    @Test
    default void shouldBeginAtTheBeginningOfALogThatIsYounger() throws Exception {
        for (String start : List.of("", "oldest", "now", "2020-01-01T00:00:00Z")) {
            log().keep("p" + start, LogStart.parse(start));
        }
        put(0, 3);
        for (String start : List.of("", "oldest", "now", "2020-01-01T00:00:00Z")) {
            assertEquals(digests(events(0, 3)), read(placed("p" + start), 3), start);
        }
    }

    @Test
    default void shouldKeepAPlaceForAPluginThatHasNotComeYet() throws Exception {
        log().keep("misspelt", LogStart.DEFAULT);
        put(0, 3);
        LogStatus.Reader reader = log().status().get(0).readers().get(0);
        assertEquals("misspelt", reader.plugin());
        assertEquals(3, reader.records());
        assertFalse(reader.here());
        assertTrue(log().status().get(0).warning().contains("no plugin"));
    }

    @Test
    default void shouldNotPromiseToKeepWhatIsNotThere() throws Exception {
        put(0, 3);
        LogReader reader = placed("a");
        assertTrue(reader.durable(SERVER, 4).isCompletedExceptionally());
    }

    @Test
    default void shouldNotReadForAReaderThatIsClosed() throws Exception {
        put(0, 3);
        LogReader reader = placed("a");
        reader.close();
        reader.close();
        assertThrows(IOException.class, () -> reader.poll(Duration.ZERO));
        assertThrows(IOException.class, () -> reader.finished(Map.of()));
        assertEquals(digests(events(0, 3)), read(placed("a"), 3));
    }

    @Test
    default void shouldSayWhenRecordsAreDurable() throws Exception {
        put(0, 3);
        LogReader reader = placed("a");
        CompletableFuture<Void> durable = reader.durable(SERVER, 3);
        durable.get(20, TimeUnit.SECONDS);
        assertTrue(reader.durable(SERVER, 1).isDone());
    }

    @Test
    default void shouldForgetOnlyWhoIsAway() throws Exception {
        put(0, 1);
        LogReader reader = placed("a");
        assertFalse(log().forget("a"));
        reader.close();
        assertTrue(log().forget("a"));
        assertFalse(log().forget("a"));
        assertFalse(log().forget("nobody"));
    }

    @Test
    default void shouldWakeAReader() throws Exception {
        put(0, 1);
        LogReader reader = placed("a");
        read(reader, 1);
        reader.wakeup();
        assertNull(reader.poll(LIMIT));
    }

    @Test
    default void shouldGiveTheRecordsOfEveryServer() throws Exception {
        put(0, 2);
        try (LogWriter writer = log().write("other", "other:8302")) {
            writer.begin(REQUEST);
            writer.append(new RecordBatch("other", List.of(event(5, 5))));
            writer.flush();
        }
        LogReader reader = log().read("a", false);
        for (String server : reader.unplaced()) {
            reader.place(server, Optional.empty());
        }
        List<String> servers = new ArrayList<>();
        for (LogBatch batch = reader.poll(LIMIT); batch != null; batch = reader.poll(Duration.ZERO)) {
            servers.add(batch.server());
        }
        assertEquals(List.of("fmc", "other"), servers.stream().sorted().toList());
    }

    @Test
    default void shouldTellWhoHasAPositionOfAnotherLog() throws Exception {
        put(0, 10);
        LogReader reader = log().read("a", false);
        Placement placement = reader.place(SERVER, Optional.of(new LogPosition(4_711, 1, 5_000, 1_005)));
        assertEquals(0, placement.number());
        assertTrue(placement.told().contains("twice"), placement.told());
        assertEquals(digests(events(0, 10)), read(reader, 10));
    }

    @Test
    default void shouldTellWhoseLogEndsBeforeItsPosition() throws Exception {
        put(0, 10);
        LogReader reader = placed("a");
        LogPosition last = reader.poll(LIMIT).after(10);
        LogPosition beyond = new LogPosition(last.log(), last.epoch(), 50, last.second());
        LogReader second = log().read("b", false);
        Placement placement = second.place(SERVER, Optional.of(beyond));
        assertEquals(10, placement.number());
        assertTrue(placement.told().contains("end"), placement.told());
        put(10, 60);
        assertEquals(digests(events(10, 60)), read(second, 50));
        LogReader third = log().read("c", false);
        assertEquals(10, third.place(SERVER, Optional.of(beyond)).number(), "the numbers behind are of another epoch");
    }
}
