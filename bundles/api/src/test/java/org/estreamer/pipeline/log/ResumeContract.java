package org.estreamer.pipeline.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;
import org.junit.jupiter.api.Test;

/** What of a server is asked for once more, and left out when it comes; who may write. */
public interface ResumeContract extends EventLogRig {
    @Test
    default void shouldAskFromTheWatermarkLessTheWindowAndLeaveOutWhatComesAgain() throws Exception {
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
    default void shouldLeaveOutEachRecordAsOftenAsTheLogHasIt() throws Exception {
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
    default void shouldTakeWhatIsNewWhateverItsTime() throws Exception {
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
    default void shouldAskOnceMoreWhereANewRecordIsOlderThanTheSecondAskedFrom() throws Exception {
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
    default void shouldSayThatRecordsMayComeTwiceWhereTheRequestHasChanged() throws Exception {
        LogWriter writer = writer();
        writer.append(events(0, 20));
        writer.flush();
        assertEquals("", writer.begin(REQUEST).told());
        assertTrue(writer.begin(new LogRequest("less", "certificate", 0)).told().contains("twice"));
        assertEquals("", writer.begin(new LogRequest("less", "certificate", 0)).told());
        assertTrue(writer.begin(new LogRequest("less", "another", 0)).told().contains("twice"));
    }

    @Test
    default void shouldBeginWhereTheSessionSaysWhileTheLogIsEmpty() throws Exception {
        LogWriter writer = log().write(SERVER, ADDRESS);
        assertEquals(1_234, writer.begin(new LogRequest("all", "c", 1_234)).timestamp());
        assertEquals(
                0xFFFFFFFFL,
                writer.begin(new LogRequest("all", "c", 0xFFFFFFFFL)).timestamp());
        long fixed = writer.begin(new LogRequest("all", "c", 0xFFFFFFFFL)).timestamp();
        assertTrue(fixed < 0xFFFFFFFFL, "now is the moment of the first connection");
    }

    @Test
    default void shouldFenceWhoeverWroteBefore() throws Exception {
        LogWriter first = writer();
        writer();
        assertThrows(FencedException.class, () -> {
            first.append(events(0, 1));
            first.flush();
        });
    }

    @Test
    default void shouldFenceWhoeverWroteBeforeWhenItConnectsAnew() throws Exception {
        LogWriter first = writer();
        LogWriter second = writer();
        assertThrows(FencedException.class, () -> first.begin(REQUEST));
        first.close();
        second.append(events(0, 1));
        second.flush();
        assertEquals(1, log().status().get(0).next());
    }
}
