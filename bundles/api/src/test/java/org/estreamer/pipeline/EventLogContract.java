package org.estreamer.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;
import org.junit.jupiter.api.Test;

/** What every provider of a log keeps, whatever it keeps it in. */
public abstract class EventLogContract {
    /** A server's name. */
    protected static final String SERVER = "fmc";

    /** A request for everything from the oldest on. */
    protected static final LogRequest REQUEST = new LogRequest("all", "certificate", 0);

    /** Its host and port. */
    protected static final String ADDRESS = "fmc.example:8302";

    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** The log under test, the same for the whole test. */
    protected abstract EventLog log();

    /**
     * An event that can be told from others.
     *
     * @param second its archival second; 0 for none
     * @param number what makes its bytes its own
     */
    protected abstract Record event(long second, long number);

    /** Events, one a second from second 1000 on: number n has second 1000 + n. */
    protected final RecordBatch events(long from, long to) {
        List<Record> events = new ArrayList<>();
        for (long number = from; number < to; number++) {
            events.add(event(1_000 + number, number));
        }
        return new RecordBatch(SERVER, events);
    }

    /** A writer that has begun a connection. */
    protected final LogWriter writer() throws Exception {
        LogWriter writer = log().write(SERVER, ADDRESS);
        writer.begin(REQUEST);
        return writer;
    }

    /** Appends events, so that they are in the log. */
    protected final void put(long from, long to) throws Exception {
        try (LogWriter writer = writer()) {
            writer.append(events(from, to));
            writer.flush();
        }
    }

    /** A reader for a plugin that goes on where the log knows it to be. */
    protected final LogReader placed(String plugin) throws Exception {
        LogReader reader = log().read(plugin, false);
        reader.place(SERVER, Optional.empty());
        return reader;
    }

    /** The digests of so many records, in order. */
    protected static List<Long> read(LogReader reader, int count) throws Exception {
        List<Long> digests = new ArrayList<>();
        while (digests.size() < count) {
            LogBatch batch = reader.poll(LIMIT);
            assertNotNull(batch, () -> "only " + digests.size() + " of " + count + " records");
            batch.records().forEach(record -> digests.add(record.digest()));
        }
        return digests;
    }

    /** The digests of records. */
    protected static List<Long> digests(RecordBatch records) {
        List<Long> digests = new ArrayList<>();
        records.forEach(record -> digests.add(record.digest()));
        return digests;
    }

    @Test
    void shouldGiveEveryReaderEveryRecordInOrder() throws Exception {
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
    void shouldNumberRecordsWithoutGaps() throws Exception {
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
    void shouldAskForAPlaceInEachLogFirst() throws Exception {
        put(0, 2);
        LogReader reader = log().read("a", false);
        assertEquals(List.of(SERVER), reader.unplaced());
        assertNull(reader.poll(LIMIT));
        assertEquals(new Placement(0, true, ""), reader.place(SERVER, Optional.empty()));
        assertEquals(List.of(), reader.unplaced());
        assertEquals(2, read(reader, 2).size());
    }

    @Test
    void shouldGoOnBehindWhatWasFinished() throws Exception {
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
    void shouldBeginWhereItsStartSays() throws Exception {
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
    void shouldBeginAtTheBeginningOfALogThatIsYounger() throws Exception {
        for (String start : List.of("", "oldest", "now", "2020-01-01T00:00:00Z")) {
            log().keep("p" + start, LogStart.parse(start));
        }
        put(0, 3);
        for (String start : List.of("", "oldest", "now", "2020-01-01T00:00:00Z")) {
            assertEquals(digests(events(0, 3)), read(placed("p" + start), 3), start);
        }
    }

    @Test
    void shouldKeepAPlaceForAPluginThatHasNotComeYet() throws Exception {
        log().keep("misspelt", LogStart.DEFAULT);
        put(0, 3);
        LogStatus.Reader reader = log().status().get(0).readers().get(0);
        assertEquals("misspelt", reader.plugin());
        assertEquals(3, reader.records());
        assertFalse(reader.here());
        assertTrue(log().status().get(0).warning().contains("no plugin"));
    }

    @Test
    void shouldAskFromTheWatermarkLessTheWindowAndLeaveOutWhatComesAgain() throws Exception {
        LogWriter writer = writer();
        writer.append(events(0, 100));
        writer.flush();
        long watermark = 1_000 + 87;
        assertTrue(writer.begin(REQUEST).timestamp() <= watermark - 60);
        writer.append(events(90, 103));
        writer.flush();
        assertEquals(10, writer.repeated());
        assertEquals(103, writer.next());
        assertEquals(digests(events(0, 103)), read(placed("a"), 103));
    }

    @Test
    void shouldLeaveOutEachRecordAsOftenAsTheLogHasIt() throws Exception {
        LogWriter writer = writer();
        writer.append(events(0, 2));
        writer.append(events(1, 2));
        writer.flush();
        writer.begin(REQUEST);
        for (int time = 0; time < 3; time++) {
            writer.append(events(1, 2));
        }
        writer.flush();
        assertEquals(2, writer.repeated());
        assertEquals(4, writer.next());
    }

    @Test
    void shouldTakeWhatIsNewWhateverItsTime() throws Exception {
        LogWriter writer = writer();
        writer.append(events(0, 100));
        writer.flush();
        long asked = writer.begin(REQUEST).timestamp();
        assertFalse(writer.askAgain());
        writer.append(new RecordBatch(SERVER, List.of(event(Math.max(1, asked - 5), 777), event(9_999_999, 778))));
        writer.flush();
        assertEquals(102, writer.next());
    }

    @Test
    void shouldAskOnceMoreWhereANewRecordIsOlderThanTheSecondAskedFrom() throws Exception {
        LogWriter writer = writer();
        List<Record> many = new ArrayList<>();
        for (long number = 0; number < 100; number++) {
            many.add(event(100_000 + number, number));
        }
        writer.append(new RecordBatch(SERVER, many));
        writer.flush();
        long asked = writer.begin(REQUEST).timestamp();
        RecordBatch early = new RecordBatch(SERVER, List.of(event(asked - 100, 777)));
        writer.append(early);
        writer.flush();
        assertTrue(writer.askAgain());
        assertFalse(writer.askAgain());
        assertTrue(writer.begin(REQUEST).timestamp() < asked - 100);
        writer.append(new RecordBatch(SERVER, List.of(event(asked - 200, 778))));
        writer.append(early);
        writer.flush();
        assertFalse(writer.askAgain());
        assertEquals(102, writer.next());
    }

    @Test
    void shouldSayThatRecordsMayComeTwiceWhereTheRequestHasChanged() throws Exception {
        LogWriter writer = writer();
        writer.append(events(0, 20));
        writer.flush();
        assertEquals("", writer.begin(REQUEST).told());
        assertTrue(writer.begin(new LogRequest("less", "certificate", 0)).told().contains("twice"));
        assertEquals("", writer.begin(new LogRequest("less", "certificate", 0)).told());
        assertTrue(writer.begin(new LogRequest("less", "another", 0)).told().contains("twice"));
    }

    @Test
    void shouldBeginWhereTheSessionSaysWhileTheLogIsEmpty() throws Exception {
        LogWriter writer = log().write(SERVER, ADDRESS);
        assertEquals(1_234, writer.begin(new LogRequest("all", "c", 1_234)).timestamp());
        assertEquals(
                0xFFFFFFFFL,
                writer.begin(new LogRequest("all", "c", 0xFFFFFFFFL)).timestamp());
        long fixed = writer.begin(new LogRequest("all", "c", 0xFFFFFFFFL)).timestamp();
        assertTrue(fixed < 0xFFFFFFFFL, "now is the moment of the first connection");
    }

    @Test
    void shouldFenceWhoeverWroteBefore() throws Exception {
        LogWriter first = writer();
        writer();
        assertThrows(FencedException.class, () -> {
            first.append(events(0, 1));
            first.flush();
        });
    }

    @Test
    void shouldFenceWhoeverWroteBeforeWhenItConnectsAnew() throws Exception {
        LogWriter first = writer();
        LogWriter second = writer();
        assertThrows(FencedException.class, () -> first.begin(REQUEST));
        first.close();
        second.append(events(0, 1));
        second.flush();
        assertEquals(1, log().status().get(0).next());
    }

    @Test
    void shouldNotPromiseToKeepWhatIsNotThere() throws Exception {
        put(0, 3);
        LogReader reader = placed("a");
        assertTrue(reader.durable(SERVER, 4).isCompletedExceptionally());
    }

    @Test
    void shouldNotReadForAReaderThatIsClosed() throws Exception {
        put(0, 3);
        LogReader reader = placed("a");
        reader.close();
        reader.close();
        assertThrows(IOException.class, () -> reader.poll(Duration.ZERO));
        assertThrows(IOException.class, () -> reader.finished(Map.of()));
        assertEquals(digests(events(0, 3)), read(placed("a"), 3));
    }

    @Test
    void shouldSayWhenRecordsAreDurable() throws Exception {
        put(0, 3);
        LogReader reader = placed("a");
        CompletableFuture<Void> durable = reader.durable(SERVER, 3);
        durable.get(20, TimeUnit.SECONDS);
        assertTrue(reader.durable(SERVER, 1).isDone());
    }

    @Test
    void shouldForgetOnlyWhoIsAway() throws Exception {
        put(0, 1);
        LogReader reader = placed("a");
        assertFalse(log().forget("a"));
        reader.close();
        assertTrue(log().forget("a"));
        assertFalse(log().forget("a"));
        assertFalse(log().forget("nobody"));
    }

    @Test
    void shouldWakeAReader() throws Exception {
        put(0, 1);
        LogReader reader = placed("a");
        read(reader, 1);
        reader.wakeup();
        assertNull(reader.poll(LIMIT));
    }

    @Test
    void shouldGiveTheRecordsOfEveryServer() throws Exception {
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
    void shouldTellWhoHasAPositionOfAnotherLog() throws Exception {
        put(0, 10);
        LogReader reader = log().read("a", false);
        Placement placement = reader.place(SERVER, Optional.of(new LogPosition(4_711, 1, 5_000, 1_005)));
        assertEquals(0, placement.number());
        assertTrue(placement.told().contains("twice"), placement.told());
        assertEquals(digests(events(0, 10)), read(reader, 10));
    }

    @Test
    void shouldTellWhoseLogEndsBeforeItsPosition() throws Exception {
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

    private List<Long> history(LogSpan span, Optional<LogPosition> from) throws Exception {
        List<Long> digests = new ArrayList<>();
        try (LogHistory history = log().history(SERVER, span, from)) {
            for (LogBatch batch = history.next(); batch != null; batch = history.next()) {
                for (Record record : batch.records()) {
                    if (span.covers(record)) {
                        digests.add(record.digest());
                    }
                }
            }
        }
        return digests;
    }

    private static LogSpan archived(long from, long to) {
        return new LogSpan(Instant.ofEpochSecond(from), Instant.ofEpochSecond(to), true, Instant.MAX);
    }

    /** The log's clock goes on: what arrives from here on arrives at the given moment or later, and nothing before. */
    protected abstract Instant advance();

    @Test
    void shouldReadOnceMoreWhatHasArrivedInAStretchOfTime() throws Exception {
        advance();
        put(0, 3);
        Instant from = advance();
        put(3, 7);
        Instant to = advance();
        put(7, 9);
        assertEquals(digests(events(3, 7)), history(new LogSpan(from, to, false, Instant.MAX), Optional.empty()));
        assertEquals(digests(events(0, 7)), history(new LogSpan(Instant.MIN, to, false, to), Optional.empty()));
        assertEquals(digests(events(0, 9)), history(LogSpan.ALL, Optional.empty()));
        assertEquals(
                digests(events(3, 7)),
                history(new LogSpan(from, Instant.MAX, false, to), Optional.empty()),
                "what arrives from now on is left out");
    }

    @Test
    void shouldReadOnceMoreByArchivalSecond() throws Exception {
        put(0, 50);
        put(50, 100);
        put(200, 300);
        put(100, 120);
        assertEquals(digests(events(40, 110)), history(archived(1_040, 1_110), Optional.empty()));
        Instant before = advance();
        put(300, 301);
        assertEquals(
                digests(events(250, 300)),
                history(new LogSpan(Instant.ofEpochSecond(1_250), Instant.MAX, true, before), Optional.empty()));
    }

    @Test
    void shouldGoOnInAStretchOfTimeBehindAPosition() throws Exception {
        put(0, 10);
        LogPosition position;
        try (LogHistory history = log().history(SERVER, LogSpan.ALL, Optional.empty())) {
            position = history.next().after(4);
        }
        assertEquals(digests(events(4, 10)), history(LogSpan.ALL, Optional.of(position)));
        LogPosition another = new LogPosition(position.log() + 1, 1, 2, 0);
        assertNull(log().history(SERVER, LogSpan.ALL, Optional.of(another)));
        assertNull(log().history("nobody", LogSpan.ALL, Optional.empty()));
    }

    @Test
    void shouldMoveNoPlaceForWhoReadsOnceMore() throws Exception {
        put(0, 10);
        LogReader reader = placed("a");
        reader.finished(Map.of(SERVER, reader.poll(LIMIT).after(2)));
        List<LogStatus> before = log().status();
        assertEquals(10, history(LogSpan.ALL, Optional.empty()).size());
        assertEquals(
                before.get(0).readers().get(0).number(),
                log().status().get(0).readers().get(0).number());
        assertEquals(
                before.get(0).readers().size(), log().status().get(0).readers().size());
    }

    @Test
    void shouldKeepASessionWaitingWhoseServerHasALogWithoutASession() throws Exception {
        put(0, 3);
        UnclaimedLogException waits = assertThrows(UnclaimedLogException.class, () -> log().write("renamed", ADDRESS));
        assertTrue(waits.getMessage().contains(SERVER), waits.getMessage());
        assertThrows(UnclaimedLogException.class, () -> log().write("renamed", ADDRESS));
        assertEquals(1, log().status().size(), "it has begun no log of its own");
        log().write("elsewhere", "elsewhere.example:8302").close();
        LogWriter first = writer();
        log().write("renamed", ADDRESS).close();
        first.close();
        log().write("renamed", "moved.example:8302").begin(REQUEST);
        log().write(SERVER, "moved.example:8302").close();
    }

    @Test
    void shouldKeepTheLogOfASessionWhoseHostChanges() throws Exception {
        put(0, 100);
        try (LogWriter writer = log().write(SERVER, "moved.example:8302")) {
            ResumePoint point = writer.begin(REQUEST);
            assertEquals("", point.told());
            writer.append(events(90, 103));
            writer.flush();
            assertEquals(103, writer.next());
        }
        assertThrows(UnclaimedLogException.class, () -> log().write("renamed", "moved.example:8302"));
        log().write("another", ADDRESS).close();
    }

    @Test
    void shouldGiveALogToASessionOfAnotherName() throws Exception {
        put(0, 5);
        LogReader reader = placed("a");
        reader.finished(Map.of(SERVER, reader.poll(LIMIT).after(2)));
        log().rename(SERVER, "renamed");
        assertThrows(RewoundException.class, () -> reader.poll(LIMIT));
        reader.close();
        LogReader again = log().read("a", false);
        assertEquals(List.of("renamed"), again.unplaced());
        assertEquals(Optional.of(SERVER), again.nameBefore("renamed"));
        assertEquals(new Placement(2, false, ""), again.place("renamed", Optional.empty()));
        LogBatch batch = again.poll(LIMIT);
        assertEquals("renamed", batch.server());
        assertEquals(2, batch.first());
        again.finished(Map.of("renamed", batch.after(1)));
        assertEquals(Optional.empty(), again.nameBefore("renamed"));
        try (LogWriter writer = log().write("renamed", ADDRESS)) {
            writer.begin(REQUEST);
            writer.append(new RecordBatch("renamed", List.of(event(1_004, 4), event(1_005, 5))));
            writer.flush();
            assertEquals(1, writer.repeated());
            assertEquals(6, writer.next());
        }
    }

    @Test
    void shouldGoOnByAPositionOfTheNameBefore() throws Exception {
        put(0, 5);
        LogReader reader = placed("a");
        LogBatch batch = reader.poll(LIMIT);
        reader.finished(Map.of(SERVER, batch.after(1)));
        reader.close();
        log().rename(SERVER, "renamed");
        LogReader again = log().read("a", false);
        // it was killed after it had kept this, and before the log knew
        Placement placement = again.place("renamed", Optional.of(batch.after(3)));
        assertEquals(new Placement(3, false, ""), placement);
        assertEquals(Optional.of(SERVER), again.nameBefore("renamed"), "it has kept nothing under the new name yet");
        assertEquals(digests(events(3, 5)), read(again, 2));
    }

    @Test
    void shouldRefuseToRenameWhatIsInUse() throws Exception {
        put(0, 3);
        try (LogWriter other = log().write("other", "other.example:8302")) {
            assertThrows(IOException.class, () -> log().rename("other", "free"));
            assertThrows(IOException.class, () -> log().rename(SERVER, "other"));
            other.begin(REQUEST);
        }
        assertThrows(IOException.class, () -> log().rename(SERVER, "other"));
        assertThrows(IOException.class, () -> log().rename("nobody", "free"));
        assertThrows(IOException.class, () -> log().rename(SERVER, SERVER));
        assertEquals(
                List.of(SERVER, "other"),
                log().status().stream().map(LogStatus::server).sorted().toList());
        LogReader reader = placed("a");
        reader.place("other", Optional.empty());
        assertEquals(digests(events(0, 3)), read(reader, 3));
    }

    @Test
    void shouldBeginAnewWhereALogIsForgotten() throws Exception {
        put(0, 3);
        LogReader reader = placed("a");
        LogWriter writer = writer();
        assertThrows(IOException.class, () -> log().forgetLog(SERVER));
        writer.close();
        log().forgetLog(SERVER);
        assertThrows(RewoundException.class, () -> reader.poll(LIMIT));
        reader.close();
        assertThrows(IOException.class, () -> log().forgetLog(SERVER));
        assertEquals(List.of(), log().status());
        put(5, 6);
        LogReader again = log().read("a", false);
        assertEquals(0, again.place(SERVER, Optional.empty()).number());
        assertEquals(digests(events(5, 6)), read(again, 1));
    }
}
