package org.estreamer.simulator.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.estreamer.simulator.settings.Delivery;
import org.estreamer.simulator.settings.Settings;
import org.junit.jupiter.api.Test;

/** What is stored while a connection lasts, and what was before: ten records to the second, a minute of them stored. */
class RecordOrderTest {
    private static final long NOW = History.BEGIN + 1_000;

    private Instant now = Instant.ofEpochSecond(NOW);

    @Test
    void shouldSendWhatIsStoredLateOnlyThen() {
        History history = history(Map.of("storedLateSeconds", 5, "storedLatePercent", 20));
        RecordOrder order = order(history, NOW - 10, 1);
        List<Long> early = drain(order);
        assertTrue(early.size() < 100 && early.size() > 50, () -> early.size() + " of a hundred");
        now = now.plusSeconds(5);
        List<Long> late = drain(order);
        assertTrue(late.stream().anyMatch(number -> history.archivalSecond(number) < NOW), late::toString);
        List<Long> again = drain(order(history, NOW - 10, 2));
        List<Long> both = new ArrayList<>(early);
        both.addAll(late);
        List<Long> old = both.stream()
                .filter(number -> history.archivalSecond(number) < NOW - 10)
                .toList();
        both.removeAll(old);
        assertEquals(both, again);
    }

    @Test
    void shouldSendWhatIsStoredSinceWhateverItsSecond() {
        History history = history(Map.of("clockStepSeconds", -3_600, "clockStepAfterRecords", 650));
        RecordOrder order = order(history, NOW - 10, 1);
        assertEquals(100, drain(order).size());
        now = now.plusSeconds(10);
        List<Long> since = drain(order);
        assertEquals(numbers(history.first() + 600, history.first() + 700), since);
        assertEquals(NOW + 9 - 3_600, history.archivalSecond(since.get(99)));
        assertEquals(150, drain(order(history, NOW - 10, 2)).size());
    }

    @Test
    void shouldSendOnlyWhatIsStoredFromNowOn() {
        for (String repeatOrder : List.of("same", "shuffled", "bySource")) {
            now = Instant.ofEpochSecond(NOW);
            History history = history(Map.of("jitterSeconds", 30));
            RecordOrder order = new RecordOrder(history, delivery(repeatOrder), 2, History.NEW_ONLY);
            long first = history.stored();
            assertEquals(List.of(), drain(order));
            now = now.plusSeconds(2);
            assertEquals(numbers(first, first + 20), drain(order), repeatOrder);
        }
    }

    @Test
    void shouldReorderTheHistoryAndNothingElse() {
        for (String repeatOrder : List.of("shuffled", "bySource")) {
            now = Instant.ofEpochSecond(NOW);
            History history = history(Map.of());
            RecordOrder order = new RecordOrder(history, delivery(repeatOrder), 2, NOW - 30);
            long stored = history.stored();
            List<Long> sent = drain(order);
            assertFalse(sent.equals(numbers(stored - 300, stored)), repeatOrder);
            assertEquals(new HashSet<>(numbers(stored - 300, stored)), new HashSet<>(sent), repeatOrder);
            now = now.plusSeconds(3);
            assertEquals(numbers(stored, stored + 30), drain(order), repeatOrder);
        }
    }

    @Test
    void shouldWaitForTheNextRecord() {
        RecordOrder order = order(history(Map.of("storedLateSeconds", 5, "storedLatePercent", 20)), NOW, 1);
        drain(order);
        long wait = order.nanosUntilNext();
        assertTrue(wait > 0 && wait <= 100_001_000, () -> "waits " + wait);
    }

    private static List<Long> drain(RecordOrder order) {
        List<Long> numbers = new ArrayList<>();
        long end = order.end();
        for (long number = order.next(end); number != History.NONE; number = order.next(end)) {
            numbers.add(number);
            order.take();
        }
        return numbers;
    }

    private static List<Long> numbers(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }

    private static RecordOrder order(History history, long second, int connection) {
        return new RecordOrder(history, delivery("same"), connection, second);
    }

    private static Delivery delivery(String repeatOrder) {
        return Settings.read(Map.of("repeatOrder", repeatOrder)).delivery();
    }

    private History history(Map<String, ?> disorder) {
        Map<String, Object> properties = new HashMap<>(Map.of("rate", 10, "historySeconds", 60));
        properties.putAll(disorder);
        return new History(Settings.read(properties), () -> now);
    }
}
