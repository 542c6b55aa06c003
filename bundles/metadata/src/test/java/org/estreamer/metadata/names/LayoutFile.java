package org.estreamer.metadata.names;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.estreamer.record.Field;
import org.estreamer.record.FieldKind;

/** The fields that {@code estreamer.layout} declares, read from the file itself. */
final class LayoutFile {
    private static final Pattern HEAD = Pattern.compile("(record|block) (\\S+) (.*)");
    private static final Pattern BLOCKS = Pattern.compile("([12])/(?:(\\d+)|\\{([\\d,]+)})");

    /**
     * A record, or a block; a block that stands there twice comes twice.
     *
     * @param owner  as {@link Field#owner} tells it
     * @param record whether it is a record
     * @param names  whether it is metadata
     * @param fields its fields
     * @param blocks the owners of the blocks in it
     */
    record Entry(String owner, boolean record, boolean names, List<Field> fields, Set<String> blocks) {}

    private LayoutFile() {}

    static List<Entry> all() throws IOException {
        List<Entry> all = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                LayoutFile.class.getResourceAsStream("/org/estreamer/codec/estreamer.layout"),
                StandardCharsets.UTF_8))) {
            for (String line : lines.lines().toList()) {
                Matcher head = HEAD.matcher(line.replaceFirst("#.*", "").stripTrailing());
                if (head.matches()) {
                    boolean record = head.group(1).equals("record");
                    all.add(new Entry(
                            head.group(2),
                            record,
                            head.group(3).endsWith(" metadata"),
                            new ArrayList<>(),
                            new HashSet<>()));
                } else if (line.startsWith(" ")) {
                    field(all.get(all.size() - 1), List.of(line.strip().split(" +", -1)));
                }
            }
        }
        List<Field> discovery = Stream.of(
                        "deviceId",
                        "hasIpv6",
                        "eventSecond",
                        "eventMicrosecond",
                        "eventType",
                        "eventSubtype",
                        "fileNumber",
                        "filePosition")
                .map(name -> new Field(name, FieldKind.UINT32, "discovery"))
                .toList();
        all.add(new Entry("discovery", true, false, discovery, Set.of()));
        return all;
    }

    private static void field(Entry entry, List<String> words) {
        Matcher blocks = BLOCKS.matcher(words.size() > 1 ? words.get(1) : "");
        if (blocks.matches()) {
            String types = blocks.group(2) == null ? blocks.group(3) : blocks.group(2);
            Arrays.stream(types.split(",", -1)).forEach(type -> entry.blocks.add(blocks.group(1) + "/" + type));
        }
        if (words.contains("idName")) {
            entry.fields.add(new Field("id", FieldKind.UINT32, entry.owner));
            entry.fields.add(new Field("name", FieldKind.TEXT, entry.owner));
        } else if (!blocks.matches() && words.size() > 1 && !words.get(0).equals("discovery")) {
            entry.fields.add(new Field(words.get(1), kind(words.get(0)), entry.owner));
        }
    }

    private static FieldKind kind(String word) {
        if (word.startsWith("bytes")) {
            return FieldKind.HEX;
        }
        return Arrays.stream(FieldKind.values())
                .filter(kind -> kind.name().equalsIgnoreCase(word))
                .findFirst()
                .orElse(FieldKind.TEXT);
    }

    /** What is in events, and in what they have in them. */
    static List<Entry> events() throws IOException {
        List<Entry> all = all();
        Set<String> owners = new TreeSet<>();
        all.stream().filter(entry -> entry.record && !entry.names).forEach(entry -> reach(entry, all, owners));
        return all.stream().filter(entry -> owners.contains(entry.owner)).toList();
    }

    private static void reach(Entry from, List<Entry> all, Set<String> owners) {
        owners.add(from.owner);
        all.stream()
                .filter(entry -> from.blocks.contains(entry.owner) && !owners.contains(entry.owner))
                .forEach(entry -> reach(entry, all, owners));
    }

    /** The names of the fields of metadata records, by type. */
    static Map<String, Set<String>> metadata() throws IOException {
        Map<String, Set<String>> blocks = new TreeMap<>();
        Map<String, Set<String>> metadata = new LinkedHashMap<>();
        for (Entry entry : all()) {
            if (entry.record && !entry.names) {
                continue;
            }
            Set<String> names =
                    (entry.record ? metadata : blocks).computeIfAbsent(entry.owner, owner -> new TreeSet<>());
            entry.fields.forEach(field -> names.add(field.name()));
            entry.blocks.forEach(block -> names.addAll(blocks.getOrDefault(block, Set.of())));
        }
        return metadata;
    }
}
