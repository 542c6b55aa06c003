package org.estreamer.metadata.names;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The names of one key, ready to be given.
 *
 * @param key   the key
 * @param from  the number from which on it was so
 * @param texts one for each text of the set, null for one that is missing; no texts where the key has no name
 * @param flags the names of the flags of a set of flags; else empty
 */
@SuppressWarnings("ArrayRecordComponent") // there are a hundred thousand of them, and they are not compared
record NameEntry(long key, long from, byte[][] texts, List<byte[]> flags) {
    /** What an entry takes beside its texts. */
    private static final int OVERHEAD = 64;

    private static final int TEXT_OVERHEAD = 24;

    static NameEntry nothing(long key) {
        return new NameEntry(key, Long.MIN_VALUE, new byte[0][], List.of());
    }

    /** About how much memory it takes. */
    int size() {
        return OVERHEAD
                + Arrays.stream(texts)
                        .filter(Objects::nonNull)
                        .mapToInt(text -> text.length + TEXT_OVERHEAD)
                        .sum()
                + flags.size() * TEXT_OVERHEAD;
    }
}
