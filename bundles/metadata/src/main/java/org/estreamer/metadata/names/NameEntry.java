package org.estreamer.metadata.names;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The names of one key, ready to be given. */
final class NameEntry {
    /** What an entry takes beside its texts. */
    private static final int OVERHEAD = 80;

    private static final int TEXT_OVERHEAD = 24;

    /** The key in the cache. */
    final long key;
    /** The domain, and the value that was asked for, or all parts mixed. */
    final int netmapId;

    final long asked;
    /** The number from which on it was so. */
    final long from;
    /** One for each text of the set, null for one that is missing; no texts where the key has no name. */
    final byte[][] texts;
    /** The names of the flags of a set of flags; null for none. */
    final List<byte[]> flags;

    /** The cache that holds it, which is then what is known now; null for none. Written under the lock of the store. */
    private volatile Object holder;

    NameEntry(long key, int netmapId, long asked, long from, byte[][] texts, List<byte[]> flags) {
        this.key = key;
        this.netmapId = netmapId;
        this.asked = asked;
        this.from = from;
        this.texts = texts;
        this.flags = flags;
    }

    /** Whether it answers a question, and what it says is in a cache. */
    boolean answers(int domain, long value, Object cache) {
        return asked == value && netmapId == domain && holder == cache;
    }

    void heldBy(Object cache) {
        holder = cache;
    }

    /** About how much memory it takes. */
    int size() {
        return OVERHEAD
                + Arrays.stream(texts)
                        .filter(Objects::nonNull)
                        .mapToInt(text -> text.length + TEXT_OVERHEAD)
                        .sum()
                + (flags == null ? 0 : flags.size() * TEXT_OVERHEAD);
    }
}
