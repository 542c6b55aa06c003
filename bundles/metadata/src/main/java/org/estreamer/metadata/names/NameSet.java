package org.estreamer.metadata.names;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.estreamer.record.Record;

/** A set of names, as {@code names.table} declares it. */
final class NameSet {
    /** No key has more parts. */
    static final int MAX_PARTS = 3;

    /**
     * Metadata of one type.
     *
     * @param type  the record type
     * @param parts which parts of the set's key, in which order, are the key of the record; empty for all
     * @param texts what is taken from it
     */
    record Source(int type, List<Integer> parts, List<TextSource> texts) {}

    private final String name;
    private final long seed;
    private final boolean bits;
    private final boolean zero;
    private final long[] first;
    private final List<Source> sources = new ArrayList<>();
    private final Map<Long, byte[][]> codes = new HashMap<>();
    private final Map<Long, byte[][]> codesOfLast = new HashMap<>();
    private int texts = 1;

    NameSet(String name, boolean bits, boolean zero, List<Long> first) {
        this.name = name;
        this.seed = NameKey.part(name.getBytes(StandardCharsets.UTF_8), 0, name.length());
        this.bits = bits;
        this.zero = zero;
        this.first = first.stream().mapToLong(part -> part).toArray();
    }

    void add(Source source) {
        sources.add(source);
        texts = Math.max(texts, source.texts().size());
    }

    /** Adds a code; its parts are null for any. */
    void addCode(List<Long> parts, byte[][] names) {
        texts = Math.max(texts, names.length);
        if (parts.get(0) == null) {
            codesOfLast.put(parts.get(parts.size() - 1), names);
        } else {
            long key = 0;
            for (long part : parts) {
                key = NameKey.mixed(key, part);
            }
            codes.put(key, names);
        }
    }

    String name() {
        return name;
    }

    /** How many texts a name has. */
    int texts() {
        return texts;
    }

    /** Whether the value is a set of flags. */
    boolean bits() {
        return bits;
    }

    List<Source> sources() {
        return sources;
    }

    /** Whether a value of 0 says that there is nothing. */
    boolean zeroIsNothing() {
        return zero;
    }

    /** With which first parts keys begin that have names; empty for all. */
    long[] first() {
        return first.clone();
    }

    /** The key of the set in a domain, for a cache. */
    long key(int netmapId, long key) {
        return NameKey.mixed(seed + netmapId, key);
    }

    /** The first text of a code; null for none. */
    byte[] code(long value) {
        byte[][] found = codes.get(NameKey.mixed(0, value));
        return found == null ? null : found[0];
    }

    /**
     * Looks a key up.
     *
     * @param asked what {@link NameEntry#asked} is to say
     */
    NameEntry find(NameStore store, int netmapId, long asked, long[] parts, int count, long number) {
        long all = all(parts, count);
        long key = key(netmapId, all);
        Found found =
                bits ? flags(store, netmapId, parts[0], number) : find(store, netmapId, parts, count, all, number);
        return new NameEntry(key, netmapId, asked, found.from, found.texts, found.flags);
    }

    /** What is known of a key. */
    @SuppressWarnings("ArrayRecordComponent") // it is not compared
    private record Found(long from, byte[][] texts, List<byte[]> flags) {
        static final Found NOTHING = new Found(Long.MIN_VALUE, new byte[0][], null);
    }

    static long all(long[] parts, int count) {
        long key = 0;
        for (int i = 0; i < count; i++) {
            key = NameKey.mixed(key, parts[i]);
        }
        return key;
    }

    private Found find(NameStore store, int netmapId, long[] parts, int count, long all, long number) {
        byte[][] code = codes.get(all);
        if (code == null && parts[0] != 0) {
            code = codesOfLast.get(parts[count - 1]);
        }
        for (Source source : sources) {
            NameStore.Version version = version(store, source.type(), netmapId, sourceKey(source, parts, all), number);
            if (version != null) {
                return new Found(version.number(), texts(source, version.record(), code), null);
            }
        }
        return code == null ? Found.NOTHING : new Found(Long.MIN_VALUE, code, null);
    }

    /** Of the domain, or of the global one, whose names are good for all. */
    private static NameStore.Version version(NameStore store, int type, int netmapId, long key, long number) {
        NameStore.Version own = store.at(type, netmapId, key, number);
        return own != null || netmapId == 0 ? own : store.at(type, 0, key, number);
    }

    private static long sourceKey(Source source, long[] parts, long all) {
        if (source.parts().isEmpty()) {
            return all;
        }
        long key = 0;
        for (int part : source.parts()) {
            key = NameKey.mixed(key, parts[part - 1]);
        }
        return key;
    }

    private byte[][] texts(Source source, Record record, byte[][] code) {
        byte[][] made = new byte[texts][];
        for (int i = 0; i < texts; i++) {
            if (i < source.texts().size()) {
                made[i] = source.texts().get(i).of(record);
            }
            if (made[i] == null && code != null && i < code.length) {
                made[i] = code[i];
            }
        }
        return made;
    }

    /** The names of flags; those that have none stand behind them as one number, for the names may stand in its place. */
    private Found flags(NameStore store, int netmapId, long value, long number) {
        List<byte[]> names = new ArrayList<>();
        long from = Long.MIN_VALUE;
        long unnamed = 0;
        for (long left = value; left != 0; left &= left - 1) {
            long[] flag = {Long.lowestOneBit(left)};
            Found found = find(store, netmapId, flag, 1, all(flag, 1), number);
            if (found.texts.length > 0 && found.texts[0] != null) {
                names.add(found.texts[0]);
            } else {
                unnamed |= flag[0];
            }
            from = Math.max(from, found.from);
        }
        if (unnamed != 0 && !names.isEmpty()) {
            names.add(("0x" + Long.toHexString(unnamed)).getBytes(StandardCharsets.US_ASCII));
        }
        return new Found(from, new byte[0][], names.isEmpty() ? null : List.copyOf(names));
    }

    @Override
    public String toString() {
        return name;
    }
}
