package org.estreamer.dispatcher.delivery;

import java.time.Duration;

/** Pauses that double up to a longest one, until {@link #reset}. For one thread. */
final class Backoff {
    private final Duration first;
    private final Duration longest;
    private Duration next;

    Backoff(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
        next = first;
    }

    /** Between attempts at what a destination or a disk does not take, or a log does not give. */
    static Backoff ofRetries() {
        return new Backoff(Duration.ofMillis(100), Duration.ofSeconds(15));
    }

    /** Before a plugin begins again from its position: ten position intervals, a minute at most, and longer every time. */
    static Backoff ofRests(Duration position) {
        Duration ten = position.multipliedBy(10);
        Duration minute = Duration.ofMinutes(1);
        return new Backoff(ten.compareTo(minute) < 0 ? ten : minute, Duration.ofMinutes(15));
    }

    Duration next() {
        Duration pause = next;
        Duration twice = next.multipliedBy(2);
        next = twice.compareTo(longest) < 0 ? twice : longest;
        return pause;
    }

    /** It got on. */
    void reset() {
        next = first;
    }
}
