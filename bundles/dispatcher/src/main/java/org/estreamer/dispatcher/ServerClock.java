package org.estreamer.dispatcher;

/**
 * Tells how far a server's time has come, by the records in the order they come. Positions follow it, and what a server has
 * stored before a position is not asked for again: one record dated too far ahead would cost all others until then. Such a
 * record, a stray, counts only once those behind it are dated like it. For one thread.
 */
final class ServerClock {
    /** How far records may be ahead of our clock and of those before them. */
    static final long JUMP_SECONDS = 60;

    /** This many in a row are no accident. */
    static final int PROOF = 8;

    private final int reorderSeconds;
    private long newest = -1;
    private long begin = -1;
    private long strayedFrom;
    private int strays;
    private int older;

    ServerClock(int reorderSeconds) {
        this.reorderSeconds = reorderSeconds;
    }

    /** The connection goes on from a second, so that the server's time has come that far. */
    void goOnFrom(long second) {
        begin = second;
    }

    /** The newest second that counts; -1 before the first record. */
    long newest() {
        return newest;
    }

    /**
     * Takes note of a record.
     *
     * @param second   when the server has stored it
     * @param ourClock the second it is here
     * @return whether it counts, and is no stray
     */
    boolean counts(long second, long ourClock) {
        if (second <= Math.max(ourClock, Math.max(newest, begin)) + JUMP_SECONDS) {
            strays = 0;
            older = second < newest - reorderSeconds - JUMP_SECONDS ? older + 1 : 0;
            newest = Math.max(newest, second);
            return true;
        }
        if (strays == 0 || second < strayedFrom - reorderSeconds) {
            strays = 0;
            strayedFrom = second;
        }
        strays++;
        if (strays < PROOF) {
            return false;
        }
        strays = 0;
        newest = second;
        return true;
    }

    /** Whether the server's clock seems to have been set back: records in a row are much older than those before them. */
    boolean isBack() {
        return older >= PROOF;
    }
}
