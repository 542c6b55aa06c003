package org.estreamer.session;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: longer each time up to a ceiling, and never quite the same, so that many
 * clients do not come back to a restarted server in the same second.
 */
final class Backoff {
    /** A connection that served this long was not part of the trouble. */
    static final Duration SETTLED = Duration.ofSeconds(30);

    private final long minMillis;
    private final long maxMillis;
    private final RandomGenerator random;
    private long ceilingMillis;

    Backoff(Duration min, Duration max, RandomGenerator random) {
        this.minMillis = min.toMillis();
        this.maxMillis = max.toMillis();
        this.random = random;
        this.ceilingMillis = minMillis;
    }

    /**
     * Takes note of how long a connection delivered messages.
     *
     * @param served from the first message to the last
     */
    void served(Duration served) {
        if (served.compareTo(SETTLED) >= 0) {
            ceilingMillis = minMillis;
        }
    }

    /**
     * The next delay.
     *
     * @return between the least and the longest delay; the range doubles with every call
     */
    Duration next() {
        ceilingMillis = Math.min(maxMillis, ceilingMillis * 2);
        long floor = Math.max(minMillis, ceilingMillis / 2);
        return Duration.ofMillis(floor + random.nextLong(ceilingMillis - floor + 1));
    }
}
