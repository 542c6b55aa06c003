package org.estreamer.formats.mapping;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.estreamer.record.RecordGroup;

/** Reads a format's table; the notation is described in {@code docs/formats/README.md}. */
public final class MappingReader {
    private static final Pattern WORD = Pattern.compile("\"[^\"]*\"|[^\\s\"]+(?:\"[^\"]*\"[^\\s\"]*)*");

    private final Map<String, Section> parts = new HashMap<>();
    private final Map<Integer, Section> byType = new TreeMap<>();
    private final Map<RecordGroup, Section> byGroup = new EnumMap<>(RecordGroup.class);
    private final Map<String, Map<Long, String>> values = new HashMap<>();
    private final Map<String, Integer> limits = new HashMap<>();
    private final Set<String> lists = new HashSet<>();
    private OwnName own = new OwnName("", OwnName.Style.AS_IS);

    private List<String> head = List.of();
    private List<Rule> rules = new ArrayList<>();
    private Set<String> dropped = new LinkedHashSet<>();

    private MappingReader() {}

    /**
     * Reads a table that comes with the bundle.
     *
     * @param name the resource's name
     */
    public static Mapping resource(String name) {
        try (InputStream in = MappingReader.class.getResourceAsStream(name);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return parse(lines.lines().toList());
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read the bundle's own " + name, unreadable);
        }
    }

    /**
     * Reads a table.
     *
     * @throws IllegalArgumentException for a line that is not in the notation, showing it
     */
    public static Mapping parse(List<String> lines) {
        MappingReader reader = new MappingReader();
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1);
            try {
                reader.line(line);
            } catch (RuntimeException wrong) {
                throw new IllegalArgumentException("line " + number + ": " + line + ": " + wrong.getMessage(), wrong);
            }
        }
        reader.finish();
        return new Mapping(reader.byType, reader.byGroup, reader.values, reader.limits, reader.lists);
    }

    private void line(String line) {
        List<String> words = words(line);
        if (words.isEmpty()) {
            return;
        }
        if (line.startsWith(" ")) {
            rule(words);
            return;
        }
        finish();
        List<String> rest = words.subList(1, words.size());
        switch (words.get(0)) {
            case "own" ->
                own = new OwnName(rest.get(0).equals("-") ? "" : rest.get(0), OwnName.Style.valueOf(rest.get(1)));
            case "limit" -> rest.subList(1, rest.size()).forEach(key -> limits.put(key, Integer.valueOf(rest.get(0))));
            case "list" -> lists.addAll(rest);
            case "values" -> values.put(rest.get(0), texts(rest.subList(1, rest.size())));
            case "part", "record", "group" -> head = words;
            default -> throw new IllegalArgumentException("no line begins with " + words.get(0));
        }
    }

    /** The words of a line up to a {@code #} that stands alone; a text in quotes is one word or a piece of one. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line);
        while (word.find() && !word.group().startsWith("#")) {
            words.add(word.group());
        }
        return words;
    }

    private static Map<Long, String> texts(List<String> pairs) {
        Map<Long, String> texts = new LinkedHashMap<>();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            for (String number : pair.substring(0, equals).split(",", -1)) {
                texts.put(Long.valueOf(number), pair.substring(equals + 1).replace("\"", ""));
            }
        }
        return texts;
    }

    private void finish() {
        if (head.isEmpty()) {
            return;
        }
        Section section = new Section(List.copyOf(rules), Set.copyOf(dropped));
        List<String> names = head.subList(1, head.contains(":") ? head.indexOf(":") : head.size());
        for (String name : names) {
            switch (head.get(0)) {
                case "part" -> parts.put(name, section);
                case "record" -> byType.put(Integer.valueOf(name), section);
                default -> byGroup.put(RecordGroup.valueOf(name.toUpperCase(Locale.ROOT)), section);
            }
        }
        head = List.of();
        rules = new ArrayList<>();
        dropped = new LinkedHashSet<>();
    }

    private void rule(List<String> words) {
        List<String> rest = words.subList(1, words.size());
        switch (words.get(0)) {
            case "use" -> rest.forEach(this::use);
            case "drop" -> dropped.addAll(rest);
            case "own" -> rest.forEach(this::own);
            default -> rules.add(mapped(words));
        }
    }

    private void use(String part) {
        Section used = parts.get(part);
        if (used == null) {
            throw new IllegalArgumentException("there is no part " + part + " before it");
        }
        rules.addAll(used.rules());
        dropped.addAll(used.dropped());
    }

    /** A field under a name that the format makes of the field's own. */
    private void own(String field) {
        Rule.Target target = new Rule.Target(own.of(field), false, false, null);
        rules.add(new Rule(List.of(new Expression.Path(field)), List.of(target), null));
    }

    private static Rule mapped(List<String> words) {
        int arrow = words.indexOf("->");
        List<Expression> sources = words.subList(0, arrow).stream()
                .filter(word -> !word.equals("|"))
                .map(Expression::parse)
                .toList();
        List<Rule.Target> targets = new ArrayList<>();
        Rule.Condition condition = null;
        for (int at = arrow + 1; at < words.size(); at++) {
            String word = words.get(at);
            switch (word) {
                case "if", "unless" -> condition = condition(words.get(++at), word.equals("if"));
                case "label" -> {
                    String label = words.get(++at).replace("\"", "");
                    targets.replaceAll(target -> target.labelled(label));
                }
                default -> targets.add(Rule.Target.parse(word));
            }
        }
        return new Rule(sources, List.copyOf(targets), condition);
    }

    private static Rule.Condition condition(String text, boolean holds) {
        String[] sides = text.split("=", 2);
        Set<Long> values = sides.length == 1
                ? Set.of()
                : Arrays.stream(sides[1].split(",", -1)).map(Long::valueOf).collect(Collectors.toSet());
        return new Rule.Condition(Expression.parse(sides[0]), values, holds);
    }
}
