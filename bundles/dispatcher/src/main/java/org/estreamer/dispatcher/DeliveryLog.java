package org.estreamer.dispatcher;

/**
 * The second and the digest of the latest records a plugin was given, numbered in the order it was given them. A ring
 * that grows while the plugin lags and shrinks again. Not safe for threads.
 *
 * <pre>
 *   first            next
 *     |  kept records  |
 *   --+----------------+--&gt; number
 * </pre>
 */
final class DeliveryLog {
    private static final int SMALLEST = 256;

    /** Second and digest of a record side by side. */
    private long[] ring = new long[2 * SMALLEST];

    private long first;
    private long next;

    /** The number of the oldest record kept. */
    long first() {
        return first;
    }

    /** The number the next record will get. */
    long next() {
        return next;
    }

    void append(long second, long digest) {
        if (next - first == ring.length / 2) {
            resize(ring.length * 2);
        }
        int at = at(next++);
        ring[at] = second;
        ring[at + 1] = digest;
    }

    long second(long number) {
        return ring[at(number)];
    }

    long digest(long number) {
        return ring[at(number) + 1];
    }

    /** Forgets the records before a number. */
    void forgetBefore(long number) {
        first = number;
        if (ring.length > 2 * SMALLEST && next - first < ring.length / 16) {
            resize(ring.length / 2);
        }
    }

    private int at(long number) {
        return (int) (2 * number) & (ring.length - 1);
    }

    private void resize(int length) {
        long[] old = ring;
        ring = new long[length];
        for (long number = first; number < next; number++) {
            int from = (int) (2 * number) & (old.length - 1);
            ring[at(number)] = old[from];
            ring[at(number) + 1] = old[from + 1];
        }
    }
}
