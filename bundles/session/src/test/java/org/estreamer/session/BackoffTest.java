package org.estreamer.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration MIN = Duration.ofSeconds(1);
    private static final Duration MAX = Duration.ofSeconds(60);

    private final Backoff backoff = new Backoff(MIN, MAX, new Random(1));

    @Test
    void shouldGrowToItsCeilingAndNoFurther() {
        long ceiling = 1000;
        for (int i = 0; i < 20; i++) {
            ceiling = Math.min(60_000, ceiling * 2);
            long delay = backoff.next().toMillis();
            assertTrue(delay >= Math.max(1000, ceiling / 2) && delay <= ceiling, delay + " for " + ceiling);
        }
        assertEquals(60_000, ceiling);
    }

    @Test
    void shouldNotBeTheSameForEverybody() {
        Set<Duration> delays = new HashSet<>();
        for (int seed = 0; seed < 20; seed++) {
            delays.add(new Backoff(MIN, MAX, new Random(seed)).next());
        }
        assertTrue(delays.size() > 10, delays.toString());
    }

    @Test
    void shouldBeginAnewAfterAConnectionThatServed() {
        exhaust();

        backoff.served(Backoff.SETTLED);

        assertTrue(backoff.next().toMillis() <= 2000);
    }

    @Test
    void shouldNotBeginAnewAfterAConnectionThatSoonBroke() {
        exhaust();

        backoff.served(Backoff.SETTLED.minusMillis(1));

        assertTrue(backoff.next().toMillis() >= 30_000);
    }

    @Test
    void shouldKeepADelayThatMayNotGrow() {
        Backoff fixed = new Backoff(MIN, MIN, new Random(1));

        assertEquals(MIN, fixed.next());
        assertEquals(MIN, fixed.next());
    }

    private void exhaust() {
        for (int i = 0; i < 10; i++) {
            assertTrue(backoff.next().compareTo(MAX) <= 0);
        }
    }
}
