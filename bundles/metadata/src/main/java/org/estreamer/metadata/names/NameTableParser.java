package org.estreamer.metadata.names;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.estreamer.record.Field;
import org.estreamer.record.FieldKind;

/** Reads {@code names.table}; its notation is described at the top of the file itself. */
public final class NameTableParser {
    private static final String RESOURCE = "names.table";
    private static final Pattern SET = Pattern.compile("names (\\w+)( bits)?( zero)?(?: first ([\\d,]+))?");
    private static final Pattern SOURCE = Pattern.compile("from (\\d+)(?: by ([1-3 ]+))? > (.+)");
    private static final Pattern CODE = Pattern.compile("([\\d.*]+) (.+)");
    private static final Pattern FIELD = Pattern.compile("field (\\S+) (\\w+) (\\w+)(?:\\(([\\w ]+)\\))? > (.+)");
    private static final Pattern HEADER = Pattern.compile("header netmapId (\\w+) > (\\w+)");
    private static final Pattern NONE = Pattern.compile("none (\\S+) ([\\w ]+)");

    private final Map<String, NameSet> sets = new HashMap<>();
    private final Map<String, Field> keys = new HashMap<>();
    private final List<NameTable.Line> lines = new ArrayList<>();
    private NameRule domain = NameRule.NONE;
    private NameSet current;

    private NameTableParser() {}

    /**
     * Reads the table that comes with the program.
     *
     * @return read anew
     */
    public static NameTable standard() {
        try (InputStream in = NameTableParser.class.getResourceAsStream(RESOURCE);
                BufferedReader text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return parse(text.lines().toList());
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + RESOURCE, unreadable);
        }
    }

    /** Reads a table; a line that is not in the notation is an {@link IllegalArgumentException} that shows it. */
    static NameTable parse(Collection<String> text) {
        NameTableParser parser = new NameTableParser();
        int number = 0;
        for (String line : text) {
            number++;
            try {
                if (!line.isBlank() && line.charAt(0) != '#') {
                    parser.line(line.stripTrailing());
                }
            } catch (IllegalArgumentException wrong) {
                throw new IllegalArgumentException("line " + number + ": " + line + ": " + wrong.getMessage(), wrong);
            }
        }
        return new NameTable(parser.sets.values(), parser.lines, parser.domain);
    }

    /** A set that the table has. */
    private NameSet known(String name) {
        NameSet set = sets.get(name);
        if (set == null) {
            throw new IllegalArgumentException("no names are called " + name + " before this line");
        }
        return set;
    }

    private void line(String line) {
        if (line.charAt(0) == ' ') {
            ofSet(line.strip());
            return;
        }
        switch (line.substring(0, line.indexOf(' '))) {
            case "names" -> begin(match(SET, line));
            case "field" -> field(match(FIELD, line));
            case "header" -> header(match(HEADER, line));
            default -> none(match(NONE, line));
        }
    }

    private void begin(Matcher set) {
        List<Long> first = set.group(4) == null ? List.of() : numbers(set.group(4), ",");
        current = new NameSet(set.group(1), set.group(2) != null, set.group(3) != null, first);
        if (sets.put(current.name(), current) != null) {
            throw new IllegalArgumentException("these names are there already");
        }
    }

    private void ofSet(String line) {
        Matcher source = SOURCE.matcher(line);
        if (source.matches()) {
            List<Integer> parts = source.group(2) == null
                    ? List.of()
                    : numbers(source.group(2), " ").stream().map(Long::intValue).toList();
            List<TextSource> texts = texts(source.group(3))
                    .map(text -> TextSource.of(text, name -> known(name)::code))
                    .toList();
            current.add(new NameSet.Source(Integer.parseInt(source.group(1)), parts, texts));
            return;
        }
        Matcher code = match(CODE, line);
        current.addCode(
                Arrays.stream(code.group(1).split("\\.", -1))
                        .map(part -> part.equals("*") ? null : Long.valueOf(part))
                        .toList(),
                texts(code.group(2)).map(TextSource::utf8).toArray(byte[][]::new));
    }

    private void field(Matcher field) {
        String name = field.group(2);
        List<String> parts =
                field.group(4) == null ? List.of(name) : List.of(field.group(4).split(" ", -1));
        if (!parts.get(parts.size() - 1).equals(name) || parts.size() > NameSet.MAX_PARTS) {
            throw new IllegalArgumentException("the last of at most " + NameSet.MAX_PARTS + " parts is to be " + name);
        }
        NameSet set = known(field.group(3));
        List<Field> given = texts(field.group(5)).map(this::key).toList();
        if (given.size() > set.texts()) {
            throw new IllegalArgumentException(set + " has " + set.texts() + " texts");
        }
        NameRule rule = new NameRule(set, parts.subList(0, parts.size() - 1), given);
        lines.add(new NameTable.Line(field.group(1), name, rule));
    }

    private void header(Matcher header) {
        domain = new NameRule(known(header.group(1)), List.of(), List.of(key(header.group(2))));
    }

    private void none(Matcher none) {
        for (String name : none.group(2).split(" ", -1)) {
            lines.add(new NameTable.Line(none.group(1), name, NameRule.NONE));
        }
    }

    private Field key(String name) {
        return keys.computeIfAbsent(name, key -> new Field(key, FieldKind.TEXT));
    }

    private static Stream<String> texts(String words) {
        return Arrays.stream(words.split("\\|", -1)).map(String::strip);
    }

    private static List<Long> numbers(String words, String separator) {
        return Arrays.stream(words.split(separator, -1)).map(Long::valueOf).toList();
    }

    private static Matcher match(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not in the notation");
        }
        return matcher;
    }
}
