package org.estreamer.log.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.estreamer.pipeline.CapturedLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeldBackTest {
    private static final Obstacle FULL = new Obstacle("it is full; plugin slow", "slow");

    private final CapturedLog said = new CapturedLog();
    private long nanos = Long.MAX_VALUE - 1_000;
    private final HeldBack heldBack = new HeldBack("fmc", () -> nanos);

    @AfterEach
    void close() {
        said.close();
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    private void isFor(Duration time) {
        heldBack.by(FULL);
        pass(time);
        heldBack.by(FULL);
        heldBack.over();
    }

    /** A log that is full for two seconds of every four. */
    private void changes(int times) {
        for (int i = 0; i < times; i++) {
            isFor(Duration.ofSeconds(2));
            pass(Duration.ofSeconds(2));
            heldBack.look();
        }
    }

    private int lines() {
        return said.lines("The log of server fmc").size();
    }

    @Test
    void shouldTellWhenItBeginsAndWhenItEnds() {
        isFor(Duration.ofSeconds(5));
        assertEquals(
                1,
                said.lines("fmc holds the server back, and loses nothing: it is full")
                        .size());
        assertEquals(1, said.lines("fmc takes records again, after 5 s").size());
        assertEquals("", heldBack.why());
    }

    @Test
    void shouldTellOnceInAWhileOfALogThatFillsAndEmptiesAgainAndAgain() {
        changes(900); // an hour
        assertTrue(lines() <= 12, said.text());
        assertEquals(5, said.lines("149 times more, 298 s in all").size(), said.text());
    }

    @Test
    void shouldTellInTheEndWhatWasNotTold() {
        changes(4);
        assertEquals(2, lines(), said.text());
        pass(Duration.ofMinutes(10));
        heldBack.look();
        heldBack.look();
        assertEquals(1, said.lines("fmc takes records. Since").size(), said.text());
        assertEquals(
                1, said.lines("held the server back 3 times more, 6 s in all").size());
        assertEquals(3, lines(), said.text());
    }

    @Test
    void shouldTellWithinAMinuteOfALogThatStaysFull() {
        changes(2);
        heldBack.by(FULL);
        pass(Duration.ofSeconds(59));
        heldBack.by(FULL);
        assertEquals(2, lines(), said.text());
        pass(Duration.ofSeconds(1));
        heldBack.by(FULL);
        assertEquals(1, said.lines("it did so 1 time more, 2 s in all").size(), said.text());
        heldBack.over();
        assertEquals(1, said.lines("takes records again, after 60 s").size());
    }
}
