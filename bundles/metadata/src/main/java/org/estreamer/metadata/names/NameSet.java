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

    /** Whether a value says that there is nothing. */
    boolean isNothing(long value) {
        return zero && value == 0;
    }

    /** Whether keys that begin with a part have names. */
    boolean allows(long part) {
        for (long one : first) {
            if (one == part) {
                return true;
            }
        }
        return first.length == 0;
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

    /** Looks a key up. */
    NameEntry find(NameStore store, int netmapId, long[] parts, int count, long number) {
        long all = all(parts, count);
        long key = key(netmapId, all);
        return bits
                ? flags(store, netmapId, parts[0], key, number)
                : find(store, netmapId, parts, count, all, key, number);
    }

    static long all(long[] parts, int count) {
        long key = 0;
        for (int i = 0; i < count; i++) {
            key = NameKey.mixed(key, parts[i]);
        }
        return key;
    }

    private NameEntry find(NameStore store, int netmapId, long[] parts, int count, long all, long key, long number) {
        byte[][] code = codes.get(all);
        if (code == null && parts[0] != 0) {
            code = codesOfLast.get(parts[count - 1]);
        }
        for (Source source : sources) {
            NameStore.Version version = version(store, source.type(), netmapId, sourceKey(source, parts, all), number);
            if (version != null) {
                return new NameEntry(key, version.number(), texts(source, version.record(), code), List.of());
            }
        }
        return code == null ? NameEntry.nothing(key) : new NameEntry(key, Long.MIN_VALUE, code, List.of());
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

    private NameEntry flags(NameStore store, int netmapId, long value, long key, long number) {
        List<byte[]> names = new ArrayList<>();
        long from = Long.MIN_VALUE;
        for (long left = value; left != 0; left &= left - 1) {
            long[] flag = {Long.lowestOneBit(left)};
            long all = all(flag, 1);
            NameEntry entry = find(store, netmapId, flag, 1, all, all, number);
            if (entry.texts().length > 0 && entry.texts()[0] != null) {
                names.add(entry.texts()[0]);
            }
            from = Math.max(from, entry.from());
        }
        return new NameEntry(key, from, new byte[0][], List.copyOf(names));
    }

    @Override
    public String toString() {
        return name;
    }
}
