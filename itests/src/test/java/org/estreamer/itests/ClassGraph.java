package org.estreamer.itests;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;

/** Which of the project's classes refers to which, as jdeps reads it from a jar. A nested class counts as the one around it. */
final class ClassGraph {
    private static final Pattern ARROW =
            Pattern.compile("(?m)^\\s+(org\\.estreamer\\.[^\\s$]+)\\S*\\s+->\\s+(org\\.estreamer\\.[^\\s$]+)");

    private final Map<String, Set<String>> arrows;

    private ClassGraph(Map<String, Set<String>> arrows) {
        this.arrows = arrows;
    }

    /** Reads a jar. */
    static ClassGraph of(Path jar) {
        StringWriter out = new StringWriter();
        int status = ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(
                        new PrintWriter(out),
                        new PrintWriter(out),
                        "-verbose:class",
                        "-filter:none",
                        "--multi-release",
                        "base",
                        jar.toString());
        if (status != 0) {
            throw new IllegalStateException(out.toString());
        }
        Map<String, Set<String>> arrows = new TreeMap<>();
        ARROW.matcher(out.toString()).results().forEach(arrow -> add(arrows, arrow.group(1), arrow.group(2)));
        return new ClassGraph(arrows);
    }

    private static void add(Map<String, Set<String>> arrows, String from, String to) {
        if (!from.equals(to)) {
            arrows.computeIfAbsent(from, none -> new TreeSet<>()).add(to);
        }
    }

    /** The same between packages. */
    ClassGraph packages() {
        UnaryOperator<String> home = type -> type.substring(0, type.lastIndexOf('.'));
        Map<String, Set<String>> coarse = new TreeMap<>();
        arrows.forEach((from, all) -> all.forEach(to -> add(coarse, home.apply(from), home.apply(to))));
        return new ClassGraph(coarse);
    }

    /** All arrows to some of the classes. */
    Set<String> to(Pattern classes) {
        return arrows.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream()
                        .filter(classes.asMatchPredicate())
                        .map(to -> entry.getKey() + " -> " + to))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whatever leads back to itself, with what is on the way. */
    Set<Set<String>> cycles() {
        return arrows.keySet().stream()
                .filter(one -> reached(one).contains(one))
                .map(one -> reached(one).stream()
                        .filter(other -> reached(other).contains(one))
                        .collect(Collectors.toCollection(TreeSet::new)))
                .collect(Collectors.toSet());
    }

    private Set<String> reached(String from) {
        Set<String> reached = new TreeSet<>();
        Deque<String> ahead = new ArrayDeque<>(List.of(from));
        while (!ahead.isEmpty()) {
            for (String next : arrows.getOrDefault(ahead.remove(), Set.of())) {
                if (reached.add(next)) {
                    ahead.add(next);
                }
            }
        }
        return reached;
    }
}
