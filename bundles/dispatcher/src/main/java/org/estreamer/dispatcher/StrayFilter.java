package org.estreamer.dispatcher;

import java.util.HashMap;
import java.util.Map;

/**
 * Leaves out strays that a server repeats on a new connection: where they came before, or where their time comes, so later
 * than the {@link ReplayFilter} is of use. For one thread.
 */
final class StrayFilter {
    private final Map<Long, Integer> unspent = new HashMap<>();
    private final int reorderSeconds;
    private long latest;

    /**
     * Makes a filter.
     *
     * @param strays the strays that the plugin has taken
     */
    StrayFilter(Strays strays, int reorderSeconds) {
        this.reorderSeconds = reorderSeconds;
        for (Strays.Stray stray : strays.all()) {
            unspent.merge(stray.digest(), 1, Integer::sum);
            latest = Math.max(latest, stray.second());
        }
    }

    /** Whether a record is a repetition; what was taken once is a repetition only once. */
    boolean repeats(long digest) {
        Integer count = unspent.get(digest);
        if (count == null) {
            return false;
        }
        if (count == 1) {
            unspent.remove(digest);
        } else {
            unspent.put(digest, count - 1);
        }
        return true;
    }

    /** Whether no stray can be repeated any more once the stream has come to a second. */
    boolean over(long newest) {
        return unspent.isEmpty() || newest > latest + reorderSeconds;
    }
}
