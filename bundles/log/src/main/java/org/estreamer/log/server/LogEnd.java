package org.estreamer.log.server;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Where a log ends, and to where that has gone back since this process began: whoever knew it in an earlier generation asks, and may
 * have to go back as well.
 *
 * <pre>
 *   generation 0   ------------------------&gt;|
 *   generation 1   ----------------&gt;|             the disk has not kept what was behind it
 *   generation 2   |                              the log is not to be used any more
 * </pre>
 *
 * Changed by who has the lock of its log, read by any thread.
 */
final class LogEnd {
    /** Where the end is of a log that is not to be used any more. */
    private static final long NOTHING = -1;

    /** One for each generation but the first. */
    private final List<Long> cuts = new CopyOnWriteArrayList<>();

    private volatile long number;
    /** Whether the files still have to follow. */
    private boolean ahead;

    private volatile String left = "";

    LogEnd(long number) {
        this.number = number;
    }

    /** The number behind the last record. */
    long number() {
        return number;
    }

    /** How often it has gone back. */
    int generation() {
        return cuts.size();
    }

    /** To which number it has gone back since a generation; {@link Long#MAX_VALUE} if it has not. */
    long cutSince(int known) {
        return cuts.stream().skip(known).mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
    }

    /** There are records up to another number. */
    void moveTo(long next) {
        number = next;
    }

    /** What has a number or a later one is lost; the files still have it. */
    void goBack(long to) {
        ahead = true;
        number = to;
        cuts.add(to);
    }

    /** Whether the files have what is lost. For who has the lock. */
    boolean isAhead() {
        return ahead;
    }

    /** The files have it no more. */
    void settled() {
        ahead = false;
    }

    /**
     * Nobody may use it any more.
     *
     * @param why for an operator
     */
    void leave(String why) {
        left = why;
        cuts.add(NOTHING);
    }

    /** Why it is not to be used any more; empty while it is. */
    String left() {
        return left;
    }
}
