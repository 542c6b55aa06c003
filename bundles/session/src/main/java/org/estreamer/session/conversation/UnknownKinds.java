package org.estreamer.session.conversation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How often each kind of what is not known here has come. One thread counts, any may look. A server makes up as many kinds as it
 * likes, so there is a limit; what is beyond it counts as one.
 */
final class UnknownKinds {
    static final int MOST = 256;

    private static final String BEYOND = "further kinds";

    /** What a kind is of. */
    enum Family {
        SERVICE("service %d"),
        MESSAGE("message type %d"),
        RECORD("record type %d"),
        BLOCK("block type %2$d in record type %1$d");

        private final String words;

        Family(String words) {
            this.words = words;
        }
    }

    private final Family[] families = new Family[MOST];
    private final long[] types = new long[MOST];
    private final long[] blocks = new long[MOST];
    private final AtomicLongArray counts = new AtomicLongArray(MOST + 1);
    private volatile int size;

    /**
     * Counts one.
     *
     * @param block the type of the block; 0 where it is of no block
     * @return whether it is the first of its kind
     */
    boolean count(Family family, long type, long block) {
        int at = indexOf(family, type, block);
        boolean isNew = at == size && at < MOST;
        if (isNew) {
            families[at] = family;
            types[at] = type;
            blocks[at] = block;
        }
        counts.lazySet(at, counts.getPlain(at) + 1);
        if (isNew) {
            size = at + 1;
        }
        return isNew;
    }

    private int indexOf(Family family, long type, long block) {
        int at = 0;
        while (at < size && (types[at] != type || blocks[at] != block || families[at] != family)) {
            at++;
        }
        return at;
    }

    /** Each kind in words, in the order in which they have come first. */
    Map<String, Long> tally() {
        Map<String, Long> tally = new LinkedHashMap<>();
        int known = size;
        for (int at = 0; at < known; at++) {
            tally.put(String.format(families[at].words, types[at], blocks[at]), counts.get(at));
        }
        if (counts.get(MOST) > 0) {
            tally.put(BEYOND, counts.get(MOST));
        }
        return tally;
    }
}
