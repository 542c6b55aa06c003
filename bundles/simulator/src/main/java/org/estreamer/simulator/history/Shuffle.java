package org.estreamer.simulator.history;

import org.estreamer.simulator.settings.Hash;

/** The numbers from 0 on in another order, shuffled so many at a time. Made for numbers that are asked for in a row. */
final class Shuffle {
    private final long seed;
    private final long length;
    private final int[] window;
    private long shuffled = -1;

    /**
     * Makes one.
     *
     * @param seed   chooses the order
     * @param window how many numbers are shuffled together
     * @param length how many numbers there are
     */
    Shuffle(long seed, int window, long length) {
        this.seed = seed;
        this.length = length;
        this.window = new int[window];
    }

    /** The number at a place, 0 to {@code length} - 1. */
    long at(long place) {
        long number = place / window.length;
        long begin = number * window.length;
        if (number != shuffled) {
            shuffle(seed + begin, (int) Math.min(window.length, length - begin));
            shuffled = number;
        }
        return begin + window[(int) (place - begin)];
    }

    /** Fisher and Yates. */
    private void shuffle(long from, int count) {
        for (int i = 0; i < count; i++) {
            int other = Hash.below(from + i, i + 1);
            window[i] = window[other];
            window[other] = i;
        }
    }
}
