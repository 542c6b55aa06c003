package org.estreamer.shell.text;

import java.util.ArrayList;
import java.util.List;
import org.estreamer.settings.PlainText;

/** Rows of text under titles, in columns as wide as their widest cell. */
public final class TextTable {
    /** Of an error of ours with names of others in it. */
    private static final int MOST = 4000;

    private static final String GAP = "  ";

    private final List<Column> columns = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    private record Column(String title, boolean right) {}

    /** Adds a column of words. */
    public TextTable left(String title) {
        columns.add(new Column(title, false));
        return this;
    }

    /** Adds a column of numbers, which stand at its right edge. */
    public TextTable right(String title) {
        columns.add(new Column(title, true));
        return this;
    }

    /** Adds a row; it has a cell for every column. */
    public TextTable row(String... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns.size() + " columns");
        }
        List<String> row = new ArrayList<>(cells.length);
        for (String cell : cells) {
            row.add(harmless(cell));
        }
        rows.add(row);
        return this;
    }

    /** The titles and the rows as lines, without blanks at their ends. */
    public List<String> lines() {
        int[] widths = widths();
        List<String> lines = new ArrayList<>(rows.size() + 1);
        lines.add(line(columns.stream().map(Column::title).toList(), widths));
        rows.forEach(row -> lines.add(line(row, widths)));
        return lines;
    }

    /** Where a column starts in every line. */
    public int start(int column) {
        int[] widths = widths();
        int start = 0;
        for (int at = 0; at < column; at++) {
            start += widths[at] + GAP.length();
        }
        return start;
    }

    /** Text in which nothing can steer a terminal or break a line. */
    public static String harmless(String text) {
        return PlainText.line(text, MOST);
    }

    private int[] widths() {
        int[] widths = new int[columns.size()];
        for (int column = 0; column < widths.length; column++) {
            widths[column] = columns.get(column).title().length();
            for (List<String> row : rows) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        return widths;
    }

    private String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = cells.get(column);
            String padding = " ".repeat(widths[column] - cell.length());
            line.append(column == 0 ? "" : GAP);
            line.append(columns.get(column).right() ? padding + cell : cell + padding);
        }
        return line.toString().stripTrailing();
    }
}
