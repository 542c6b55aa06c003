package org.estreamer.pipeline.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.estreamer.record.Record;
import org.junit.jupiter.api.Test;

/** What has arrived is read once more, and moves no place. */
public interface HistoryContract extends EventLogRig {
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

    @Test
    default void shouldReadOnceMoreWhatHasArrivedInAStretchOfTime() throws Exception {
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
    default void shouldReadOnceMoreByArchivalSecond() throws Exception {
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
    default void shouldGoOnInAStretchOfTimeBehindAPosition() throws Exception {
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
    default void shouldMoveNoPlaceForWhoReadsOnceMore() throws Exception {
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
}
