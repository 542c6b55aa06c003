package org.estreamer.dispatcher;

import java.time.Duration;

/**
 * How long a plugin rests before it begins again from its position: longer every time, as long as it gets nowhere in
 * between, because each time costs its servers a new connection. Outlives the plugin's workers.
 */
final class Rest {
    private static final Duration LONGEST_FIRST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private final Duration first;
    private Duration next;

    /**
     * Makes one.
     *
     * @param interval how often positions are kept; the first rest is ten times that, but a minute at most
     */
    Rest(Duration interval) {
        first = shorter(interval.multipliedBy(10), LONGEST_FIRST);
        next = first;
    }

    synchronized Duration next() {
        Duration rest = next;
        next = shorter(next.multipliedBy(2), LONGEST);
        return rest;
    }

    /** The plugin has got on. */
    synchronized void over() {
        next = first;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
