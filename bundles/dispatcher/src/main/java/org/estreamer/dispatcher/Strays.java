package org.estreamer.dispatcher;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The records a plugin was given that are dated ahead of their server's time. They are few, and apart from the log, which
 * forgets in the order of time. Not safe for threads.
 */
final class Strays {
    private static final int MOST = 65_536;

    /**
     * A record.
     *
     * @param number its number in the log
     */
    record Stray(long number, long second, long digest) {}

    private final Deque<Stray> kept = new ArrayDeque<>();

    void add(long number, long second, long digest) {
        kept.add(new Stray(number, second, digest));
    }

    /** Time has come so far that nothing older comes again. */
    void forgetBefore(long second) {
        kept.removeIf(stray -> stray.second < second);
    }

    /** Forgets the oldest of very many: they may come twice after a new connection. */
    void limit() {
        while (kept.size() > MOST) {
            kept.removeFirst();
        }
    }

    Iterable<Stray> all() {
        return kept;
    }

    int size() {
        return kept.size();
    }
}
