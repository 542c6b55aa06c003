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
import org.estreamer.metadata.names.NameKey;
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
     * The key of a record among all of its server.
     *
     * @param parts what {@link #parts} gives for it
     */
    static long key(int type, int netmapId, long parts) {
        return NameKey.mixed(NameKey.mixed(netmapId, type), parts);
    }

    /** The key of a record among all of its server. */
    long of(Record record) {
        return key(record.type(), record.netmapId(), parts(record));
    }

    /** The key of a record among those of its type and domain, as {@link NameKey} makes it of the fields. */
    long parts(Record record) {
        for (List<String> names : fields.getOrDefault(record.type(), List.of())) {
            if (names.stream().allMatch(record::has)) {
                long key = 0;
                for (String name : names) {
                    byte[] bytes = record.bytes(name);
                    key = NameKey.mixed(key, NameKey.part(bytes, 0, bytes.length));
                }
                return key;
            }
        }
        return record.digest();
    }
}
