package org.estreamer.dispatcher.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ThrottleTest {
    @Test
    void shouldLetTheFirstThroughAndThenOneInEveryIntervalWithTheNumberHeldBack() {
        AtomicLong clock = new AtomicLong(-5);
        Throttle throttle = new Throttle(Duration.ofNanos(10), clock::get);
        assertEquals(0, throttle.admit());
        assertEquals(Throttle.HELD_BACK, throttle.admit());
        clock.set(4);
        assertEquals(Throttle.HELD_BACK, throttle.admit());
        clock.set(5);
        assertEquals(2, throttle.admit());
        clock.set(15);
        assertEquals(0, throttle.admit());
    }
}
