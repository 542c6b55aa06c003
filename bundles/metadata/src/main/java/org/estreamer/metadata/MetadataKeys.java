package org.estreamer.metadata;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.estreamer.record.Record;

/** Knows which metadata record replaces which: the one with the same key. What the keys are is in {@code metadata.keys}. */
final class MetadataKeys {
    private static final String RESOURCE = "metadata.keys";

    private final Map<Integer, List<List<String>>> fields;

    private MetadataKeys(Map<Integer, List<List<String>>> fields) {
        this.fields = fields;
    }

    /** Reads the keys that come with the program. */
    static MetadataKeys standard() {
        try (InputStream in = MetadataKeys.class.getResourceAsStream(RESOURCE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            Map<Integer, List<List<String>>> fields = new HashMap<>();
            lines.lines()
                    .filter(line -> !line.isBlank() && line.charAt(0) != '#')
                    .forEach(line -> {
                        List<String> words = List.of(line.strip().split(" +", -1));
                        fields.computeIfAbsent(Integer.valueOf(words.get(0)), type -> new ArrayList<>())
                                .add(words.subList(1, words.size()));
                    });
            return new MetadataKeys(fields);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The key of a record, as 64 bits that are other ones for every other key: among a million keys, two are the same once in
     * some ten million cases.
     */
    long of(Record record) {
        long start = mixed(record.netmapId(), record.type());
        for (List<String> names : fields.getOrDefault(record.type(), List.of())) {
            if (names.stream().allMatch(record::has)) {
                return of(record, names, start);
            }
        }
        return mixed(start, record.digest());
    }

    private static long of(Record record, List<String> names, long start) {
        long key = start;
        for (String name : names) {
            for (byte octet : record.bytes(name)) {
                key = mixed(key, octet);
            }
        }
        return key;
    }

    /** The finalizer of MurmurHash3: what goes in differently comes out differently, in every bit. */
    private static long mixed(long hash, long value) {
        long mixed = (hash ^ value) + 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ mixed >>> 33) * 0xFF51AFD7ED558CCDL;
        mixed = (mixed ^ mixed >>> 33) * 0xC4CEB9FE1A85EC53L;
        return mixed ^ mixed >>> 33;
    }
}
