package org.estreamer.simulator.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.estreamer.simulator.settings.Settings;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static final long NOW = History.BEGIN + 1_000;
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(NOW, 500_000_000));

    @Test
    void shouldHoldSoManySecondsBeforeItsStart() {
        History history = history(Map.of("rate", 10, "historySeconds", 60), CLOCK);
        assertEquals(NOW - 60, history.second(history.first()));
        assertEquals(605, history.stored() - history.first());
    }

    @Test
    void shouldBeTheSameAfterARestart() {
        History before = history(Map.of("rate", 10), CLOCK);
        History after = history(Map.of("rate", 10), InstantSource.fixed(Instant.ofEpochSecond(NOW + 30)));
        assertEquals(before.start(NOW), after.start(NOW));
    }

    @Test
    void shouldGoQuietAfterTheLastRecord() {
        History history = history(Map.of("rate", 10, "historySeconds", 60, "records", 7), CLOCK);
        assertEquals(history.first() + 7, history.stored());
        assertEquals(Long.MAX_VALUE, history.nanosUntil(history.stored()));
    }

    @Test
    void shouldHaveEverythingStoredAtFullSpeed() {
        History history = history(Map.of("rate", 0, "records", 12_000), CLOCK);
        assertEquals(12_000, history.stored());
        assertEquals(History.BEGIN + 2, history.second(11_999));
    }

    @Test
    void shouldStartInclusiveToTheSecond() {
        History history = history(Map.of("rate", 10, "historySeconds", 60), CLOCK);
        assertEquals(history.first(), history.start(0));
        assertEquals(history.first(), history.start(NOW - 61));
        assertEquals(history.first() + 50, history.start(NOW - 55));
        assertEquals(history.stored(), history.start(0xFFFF_FFFFL));
    }

    @Test
    void shouldTellWhenTheNextRecordIsDue() {
        History history = history(Map.of("rate", 10, "historySeconds", 60), CLOCK);
        long wait = history.nanosUntil(history.stored() + 2);
        assertTrue(Math.abs(wait - TimeUnit.MILLISECONDS.toNanos(200)) <= 1_000, () -> "waits " + wait);
    }

    @Test
    void shouldNotGiveTwoRecordsTheSameTime() {
        History history = history(Map.of("rate", 700, "historySeconds", 3), CLOCK);
        long previous = -1;
        for (long number = history.first(); number < history.stored(); number++) {
            long time = history.second(number) * 1_000_000 + history.microsecond(number);
            assertTrue(time > previous);
            previous = time;
        }
    }

    private static History history(Map<String, ?> properties, InstantSource clock) {
        return new History(Settings.read(properties), clock);
    }
}
