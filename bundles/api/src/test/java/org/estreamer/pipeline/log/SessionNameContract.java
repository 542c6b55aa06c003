package org.estreamer.pipeline.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.estreamer.record.RecordBatch;
import org.junit.jupiter.api.Test;

/** A log stays with its server when a session gets another name, or none has it any more. */
public interface SessionNameContract extends EventLogRig {
    @Test
    default void shouldKeepASessionWaitingWhoseServerHasALogWithoutASession() throws Exception {
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
    default void shouldKeepTheLogOfASessionWhoseHostChanges() throws Exception {
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
    default void shouldGiveALogToASessionOfAnotherName() throws Exception {
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
    default void shouldGoOnByAPositionOfTheNameBefore() throws Exception {
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
    default void shouldRefuseToRenameWhatIsInUse() throws Exception {
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
    default void shouldBeginAnewWhereALogIsForgotten() throws Exception {
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
