package org.estreamer.dispatcher;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Tells how far a server's time has come, by the records in the order they come. Positions follow it, and what a server has
 * stored before a position is not asked for again: one record dated too far ahead would cost all others until then. Such a
 * record, a stray, counts only once those behind it are dated like it. For one thread.
 */
final class ServerClock {
    /** How far a record may be ahead of those before it. */
    static final long JUMP_SECONDS = 60;

    /** This many in a row are no accident. */
    static final int PROOF = 8;

    private final int reorderSeconds;
    private long newest = -1;
    private long begin = -1;
    private final long[] run = new long[PROOF];
    private final Set<Long> knownStrays = new HashSet<>();
    private int strays;
    private int older;

    ServerClock(int reorderSeconds) {
        this.reorderSeconds = reorderSeconds;
    }

    /** The connection goes on from a second, so that the server's time has come that far. */
    void goOnFrom(long second) {
        begin = second;
    }

    /**
     * What the plugins were given as strays before. Repeated on a new connection without those that came between, they are
     * many in a row, and yet no proof.
     */
    Set<Long> knownStrays() {
        return knownStrays;
    }

    /** How far the server's time has come at least; -1 if that is not known. */
    long known() {
        return Math.max(newest, begin);
    }

    /** The newest second that counts; -1 before the first record. */
    long newest() {
        return newest;
    }

    /**
     * Takes note of a record.
     *
     * @param second   when the server has stored it
     * @param digest   the record's
     * @param ourClock the second it is here
     * @return whether it counts, and is no stray
     */
    boolean counts(long second, long digest, long ourClock) {
        if (second > ourClock + JUMP_SECONDS && knownStrays.contains(digest)) {
            return false;
        }
        if (second <= (known() < 0 ? ourClock : known()) + JUMP_SECONDS) {
            strays = 0;
            older = second < newest - reorderSeconds ? older + 1 : 0;
            newest = Math.max(newest, second);
            return true;
        }
        if (strays > 0 && second < run[0] - reorderSeconds) {
            strays = 0;
        }
        run[strays++] = second;
        if (strays == PROOF) {
            strays = 0;
            // of those in a row some may be wrong themselves
            Arrays.sort(run);
            newest = run[PROOF / 2 - 1];
        }
        return second <= newest;
    }

    /** Whether the server's clock seems to have been set back: records in a row are older than those before them. */
    boolean isBack() {
        return older >= PROOF;
    }
}
