package org.estreamer.shell.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** A page for a terminal: sections with a blank line in between, made to fit. */
final class Page {
    /** A section is not made shorter than its titles, a row, and the number of rows left out. */
    private static final int SHORTEST = 3;

    private final int columns;
    private final int rows;
    private final boolean colours;
    private final List<List<Line>> sections = new ArrayList<>();

    /** How a part of a line looks. */
    enum Look {
        PLAIN,
        BOLD,
        GOOD,
        BUSY,
        BAD;

        private AttributedStyle style() {
            return switch (this) {
                case PLAIN -> AttributedStyle.DEFAULT;
                case BOLD -> AttributedStyle.BOLD;
                case GOOD -> AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
                case BUSY -> AttributedStyle.DEFAULT.foreground(AttributedStyle.YELLOW);
                case BAD -> AttributedStyle.DEFAULT.foreground(AttributedStyle.RED);
            };
        }
    }

    /** A line of which one part has a look. */
    record Line(String text, int from, int to, Look look) {
        /** A line that looks the same from its start to its end. */
        static Line of(String text, Look look) {
            return new Line(text, 0, text.length(), look);
        }
    }

    Page(int columns, int rows, boolean colours) {
        this.columns = columns;
        this.rows = rows;
        this.colours = colours;
    }

    /** Adds a section. */
    void section(List<Line> lines) {
        sections.add(lines);
    }

    /** What the terminal is to show. */
    List<AttributedString> lines() {
        return fitted().stream().map(this::styled).toList();
    }

    /** The lines that fit: first blank lines go, then rows of the longest sections, then what is below the edge. */
    private List<Line> fitted() {
        int[] shown = sections.stream().mapToInt(List::size).toArray();
        boolean airy = Arrays.stream(shown).sum() + sections.size() - 1 <= rows;
        while (!airy && Arrays.stream(shown).sum() > rows) {
            Optional<Integer> longest = IntStream.range(0, shown.length)
                    .boxed()
                    .filter(section -> shown[section] > SHORTEST)
                    .max(Comparator.comparing(section -> shown[section]));
            if (longest.isEmpty()) {
                break;
            }
            shown[longest.get()]--;
        }
        List<Line> lines = new ArrayList<>();
        for (int at = 0; at < shown.length; at++) {
            if (airy && at > 0) {
                lines.add(Line.of("", Look.PLAIN));
            }
            lines.addAll(shortened(sections.get(at), shown[at]));
        }
        return lines.subList(0, Math.min(rows, lines.size()));
    }

    private static List<Line> shortened(List<Line> section, int shown) {
        if (shown == section.size()) {
            return section;
        }
        List<Line> lines = new ArrayList<>(section.subList(0, shown - 1));
        lines.add(Line.of("... and " + (section.size() - shown + 1) + " more", Look.PLAIN));
        return lines;
    }

    private AttributedString styled(Line line) {
        String text = line.text().substring(0, Math.min(columns, line.text().length()));
        if (!colours) {
            return new AttributedString(text);
        }
        int from = Math.min(line.from(), text.length());
        int to = Math.min(line.to(), text.length());
        return new AttributedStringBuilder()
                .append(text, 0, from)
                .styled(line.look().style(), text.substring(from, to))
                .append(text, to, text.length())
                .toAttributedString();
    }
}
