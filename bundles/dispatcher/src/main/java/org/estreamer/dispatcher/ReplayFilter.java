package org.estreamer.dispatcher;

/**
 * Leaves out what a server repeats on a new connection: records from before the second a position starts with, and
 * records it lists, as often as it lists them. For one thread.
 *
 * <p>The listed digests lie in an open-addressed table with a count for each.
 */
final class ReplayFilter {
    private final long second;
    private final long end;
    private final long[] digests;
    private final int[] counts;

    /**
     * Makes a filter for the records of a log.
     *
     * @param second records stored before it are left out
     * @param end    the newest second the plugin has seen
     * @param log    the records it has taken
     */
    ReplayFilter(long second, long end, DeliveryLog log) {
        this.second = second;
        this.end = end;
        int size = Integer.highestOneBit((int) Math.min(log.next() - log.first(), 1 << 28)) * 4;
        digests = new long[Math.max(size, 4)];
        counts = new int[digests.length];
        for (long number = log.first(); number < log.next(); number++) {
            if (log.second(number) >= second && log.second(number) > 0) {
                int slot = slot(log.digest(number));
                digests[slot] = log.digest(number);
                counts[slot]++;
            }
        }
    }

    /** Whether a record is a repetition; what is listed once is a repetition only once. */
    boolean repeats(long recordSecond, long digest) {
        if (recordSecond < second) {
            return true;
        }
        int slot = slot(digest);
        if (counts[slot] <= 0) {
            return false;
        }
        counts[slot]--;
        if (counts[slot] == 0) {
            // keeps the slot taken, so that the digests behind it are still found
            counts[slot] = SPENT;
        }
        return true;
    }

    /** Whether nothing can be repeated any more once the stream has come to a second. */
    boolean over(long newest, int reorderSeconds) {
        return newest > end + reorderSeconds;
    }

    private static final int SPENT = -1;

    private int slot(long digest) {
        int slot = Long.hashCode(digest * 0x9E3779B97F4A7C15L) & (digests.length - 1);
        while (counts[slot] != 0 && digests[slot] != digest) {
            slot = (slot + 1) & (digests.length - 1);
        }
        return slot;
    }
}
