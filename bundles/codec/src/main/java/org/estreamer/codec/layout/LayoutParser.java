package org.estreamer.codec.layout;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.estreamer.record.Field;
import org.estreamer.record.FieldKind;
import org.estreamer.record.RecordGroup;

/** Reads the layout file; its notation is described at the top of the file itself. */
public final class LayoutParser {
    private static final String RESOURCE = "/org/estreamer/codec/estreamer.layout";
    private static final Pattern RECORD = Pattern.compile("record (\\d+) \"([^\"]+)\" \\S+ (\\w+)");
    private static final Pattern BLOCK = Pattern.compile("block ([12])/(\\d+) (\\w+)");
    private static final Pattern COUNTED = Pattern.compile("(text|data)\\[(\\w+)]");
    private static final Pattern BLOCKS = Pattern.compile("([12])/(?:(\\d+)|\\{([\\d,]+)})");
    private static final Pattern HEX = Pattern.compile("bytes(\\d+)");

    private final Map<Integer, RecordLayout> records = new TreeMap<>();
    private final List<Map<Integer, BlockLayout>> series = List.of(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

    private Matcher head;
    private boolean discovery;
    private LayoutField unnamedBlock;
    private final List<LayoutField> fields = new ArrayList<>();
    /** The numbers whose zero says that there is none. */
    private final Set<String> zeroIsNone = new HashSet<>();

    private LayoutParser() {}

    /** Reads the layouts that come with the codec. */
    public static Layouts standard() {
        try (InputStream in = LayoutParser.class.getResourceAsStream(RESOURCE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return parse(lines.lines().toList());
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read the codec's own " + RESOURCE, unreadable);
        }
    }

    /** Reads layouts; a line that is not in the notation is an {@link IllegalArgumentException} that shows it. */
    public static Layouts parse(Collection<String> lines) {
        LayoutParser parser = new LayoutParser();
        int number = 0;
        for (String line : lines) {
            number++;
            try {
                parser.line(line.replaceFirst("#.*", "").stripTrailing());
            } catch (IllegalArgumentException wrong) {
                throw new IllegalArgumentException("line " + number + ": " + line + ": " + wrong.getMessage(), wrong);
            }
        }
        parser.finish();
        Layouts layouts = new Layouts(
                parser.records.values(),
                new BlockTable(parser.series.get(1).values()),
                new BlockTable(parser.series.get(2).values()));
        layouts.compile();
        return layouts;
    }

    private void line(String line) {
        if (line.isEmpty()) {
            return;
        }
        if (line.startsWith(" ")) {
            List<String> words = Arrays.stream(line.strip().split(" +"))
                    .filter(word -> !word.startsWith("@"))
                    .toList();
            field(words);
            return;
        }
        finish();
        if (line.startsWith("none ")) {
            zeroIsNone.addAll(List.of(line.substring(5).strip().split(" +")));
            return;
        }
        Matcher record = RECORD.matcher(line);
        head = record.matches() ? record : match(BLOCK, line);
    }

    private void finish() {
        if (head == null) {
            return;
        }
        if (head.pattern() == RECORD) {
            int type = Integer.parseInt(head.group(1));
            RecordGroup group = RecordGroup.valueOf(head.group(3).toUpperCase(Locale.ROOT));
            records.put(type, new RecordLayout(type, head.group(2), group, discovery, fields, unnamedBlock));
        } else {
            int type = Integer.parseInt(head.group(2));
            Map<Integer, BlockLayout> blocks = series.get(Integer.parseInt(head.group(1)));
            blocks.merge(
                    type,
                    new BlockLayout(head.group(3), type, fields, null),
                    (first, other) -> new BlockLayout(first.name(), type, first.fields(), other));
        }
        head = null;
        discovery = false;
        unnamedBlock = null;
        fields.clear();
    }

    private void field(List<String> words) {
        String kind = words.get(0);
        if (words.size() > 2 && words.get(2).equals("|")) {
            unnamedBlock = blocks(words.get(1), Field.BLOCK_TYPE.name(), Shape.BLOCK);
            field(words.subList(3, words.size()));
        } else if (kind.equals("discovery")) {
            discovery = true;
        } else if (kind.equals("idName")) {
            leaf("uint32", "id");
            leaf("uint32", "length");
            counted(match(COUNTED, "text[length]"), "name");
        } else if (kind.equals("list")) {
            fields.add(blocks(words.get(1), words.get(2), Shape.LIST));
        } else if (kind.equals("block") && words.size() == 2) {
            unnamedBlock = blocks(words.get(1), Field.BLOCK_TYPE.name(), Shape.BLOCK);
        } else if (kind.equals("block")) {
            fields.add(blocks(words.get(1), words.get(2), Shape.BLOCK));
        } else if (kind.contains("[")) {
            counted(match(COUNTED, kind), words.get(1));
        } else {
            leaf(kind, words.get(1));
        }
    }

    private void leaf(String kind, String name) {
        Matcher hex = HEX.matcher(kind);
        LayoutField field = switch (kind) {
            case "uint8" -> number(name, FieldKind.UINT8, 1);
            case "uint16" -> number(name, FieldKind.UINT16, 2);
            case "uint32" -> number(name, FieldKind.UINT32, 4);
            case "uint64" -> number(name, FieldKind.UINT64, 8);
            case "ipv4" -> fixed(name, FieldKind.IPV4, 4);
            case "ipv6" -> fixed(name, FieldKind.IPV6, 16);
            case "mac" -> fixed(name, FieldKind.MAC, 6);
            case "uuid" -> fixed(name, FieldKind.UUID, 16);
            case "string" -> LayoutField.leaf(new Field(name, FieldKind.TEXT, owner()), Shape.STRING, 0);
            case "blob" -> LayoutField.leaf(new Field(name, FieldKind.DATA, owner()), Shape.BLOB, 0);
            default -> {
                if (!hex.matches()) {
                    throw new IllegalArgumentException("no field kind is called " + kind);
                }
                yield fixed(name, FieldKind.HEX, Integer.parseInt(hex.group(1)));
            }
        };
        fields.add(field);
    }

    private String owner() {
        return head.pattern() == RECORD ? head.group(1) : head.group(1) + "/" + head.group(2);
    }

    private LayoutField number(String name, FieldKind kind, int width) {
        return LayoutField.leaf(new Field(name, kind, owner(), zeroIsNone.contains(name)), Shape.NUMBER, width);
    }

    private LayoutField fixed(String name, FieldKind kind, int width) {
        return LayoutField.leaf(new Field(name, kind, owner()), Shape.FIXED, width);
    }

    private void counted(Matcher kind, String name) {
        FieldKind what = kind.group(1).equals("text") ? FieldKind.TEXT : FieldKind.DATA;
        fields.add(new LayoutField(new Field(name, what, owner()), Shape.COUNTED, 0, kind.group(2), 0, List.of()));
    }

    private LayoutField blocks(String types, String name, Shape shape) {
        Matcher matcher = match(BLOCKS, types);
        String numbers = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
        FieldKind kind = shape == Shape.LIST ? FieldKind.LIST : FieldKind.BLOCK;
        return new LayoutField(
                new Field(name, kind, owner()),
                shape,
                0,
                null,
                Integer.parseInt(matcher.group(1)),
                Arrays.stream(numbers.split(",")).map(Integer::valueOf).toList());
    }

    private static Matcher match(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not in the notation");
        }
        return matcher;
    }
}
