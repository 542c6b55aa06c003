package org.estreamer.log.place;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far each log had come when the places were kept last. Where a log has more than a minute's records beyond that, the places
 * are those of another time, as after a restored backup:
 *
 * <pre>
 *   log:   | oldest ...          saved end |  what plugins may have come to meanwhile  | end |
 *                                          ^ a plugin that is not known begins here
 * </pre>
 *
 * Guarded by {@link Places}.
 */
final class SavedEnds {
    private static final Logger LOG = LoggerFactory.getLogger(SavedEnds.class);

    /** What may have arrived since the places were kept last, where nothing went wrong; they are kept more often. */
    private static final Duration USUAL = Duration.ofMinutes(1);

    private final Map<Long, Long> ends = new HashMap<>();
    private final Map<Long, Long> stale = new HashMap<>();

    /** By the id of the log. */
    Map<Long, Long> ends() {
        return ends;
    }

    /** Notes how far the logs have come; says whether that is to be kept. */
    boolean note(Collection<? extends PlacedLog> logs) {
        boolean changed = false;
        for (PlacedLog log : logs) {
            long end = log.end();
            changed |= !Long.valueOf(end).equals(ends.put(log.id(), end));
        }
        return changed;
    }

    /** Looks whether a log has come further than the places know, and says so. */
    void compare(PlacedLog log) {
        long saved = Math.max(log.oldest(), ends.getOrDefault(log.id(), 0L));
        if (saved < log.end() && saved < log.numberSince(USUAL)) {
            stale.put(log.id(), saved);
            LOG.warn(
                    "The places of plugins in the log of server {} are older than its records {} to {}, as after a restored"
                            + " backup. A plugin that keeps no position of its own goes on where it was then, or from record {}"
                            + " if it had no place yet: it gets records twice, and misses none that the log still has",
                    log.server(),
                    saved,
                    log.end() - 1,
                    saved);
        }
    }

    /** What is too old is not so for ever: a plugin that comes much later is a new one. */
    void forgetStale() {
        stale.clear();
    }

    /** Where a log ends, for a plugin that has no place in it; earlier where it may have had one. */
    long endOf(PlacedLog log) {
        return Math.max(log.oldest(), stale.getOrDefault(log.id(), log.end()));
    }

    void forget(PlacedLog log) {
        ends.remove(log.id());
        stale.remove(log.id());
    }
}
