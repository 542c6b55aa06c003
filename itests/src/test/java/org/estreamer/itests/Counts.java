package org.estreamer.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.TreeMap;

/**
 * How often each of several things is there.
 *
 * @param of a number for each, above 0
 */
record Counts<K>(Map<K, Integer> of) {
    private static final int SHOWN = 5;

    /** Nothing yet. */
    static <K> Counts<K> none() {
        return new Counts<>(new TreeMap<>());
    }

    /** Adds one. */
    void add(K thing) {
        of.merge(thing, 1, Integer::sum);
    }

    /** How many there are. */
    int size() {
        return of.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** What is here more often than there, with how much more often. */
    Counts<K> without(Counts<K> other) {
        Counts<K> more = none();
        of.forEach((thing, count) -> {
            int rest = count - other.of.getOrDefault(thing, 0);
            if (rest > 0) {
                more.of.put(thing, rest);
            }
        });
        return more;
    }

    /** Fails where anything is missing in an output. */
    void assertAllIn(Counts<K> output, String name) {
        Counts<K> lost = without(output);
        assertEquals(0, lost.size(), () -> "lost in " + name + " of " + size() + ": " + lost.some());
    }

    /** Fails where an output does not hold just this. */
    void assertSame(Counts<K> output, String name) {
        assertAllIn(output, name);
        Counts<K> doubled = output.without(this);
        assertEquals(0, doubled.size(), () -> "too much in " + name + " of " + size() + ": " + doubled.some());
    }

    private String some() {
        return of.entrySet().stream().limit(SHOWN).toList() + (of.size() > SHOWN ? " and others" : "");
    }
}
