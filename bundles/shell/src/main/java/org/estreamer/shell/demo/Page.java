package org.estreamer.shell.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A page for a terminal: sections with a blank line in between, made to fit. */
final class Page {
    private static final String HOME = "\033[H";
    private static final String REST_OF_LINE = "\033[K";
    private static final String REST_OF_SCREEN = "\033[J";
    private static final String PLAIN = "\033[0m";
    /** A section is not made shorter than its titles, a row, and the number of rows left out. */
    private static final int SHORTEST = 3;

    private final int columns;
    private final int rows;
    private final boolean colours;
    private final List<List<Line>> sections = new ArrayList<>();

    /** How a part of a line looks. */
    enum Look {
        PLAIN(0),
        BOLD(1),
        GOOD(32),
        BUSY(33),
        BAD(31);

        private final int code;

        Look(int code) {
            this.code = code;
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

    /** What to send to the terminal: the page over the one before. */
    String draw() {
        StringBuilder page = new StringBuilder(HOME);
        List<Line> lines = fitted();
        for (int at = 0; at < lines.size(); at++) {
            page.append(at == 0 ? "" : "\n");
            append(lines.get(at), page);
            page.append(REST_OF_LINE);
        }
        return page.append(REST_OF_SCREEN).toString();
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

    private void append(Line line, StringBuilder page) {
        // one short of the edge: in the last column some terminals erase the last letter with the rest of the line
        String text = line.text().substring(0, Math.min(columns - 1, line.text().length()));
        int from = Math.min(line.from(), text.length());
        int to = Math.min(line.to(), text.length());
        if (!colours || line.look() == Look.PLAIN || from == to) {
            page.append(text);
            return;
        }
        page.append(text, 0, from)
                .append("\033[")
                .append(line.look().code)
                .append('m')
                .append(text, from, to)
                .append(PLAIN)
                .append(text, to, text.length());
    }
}
