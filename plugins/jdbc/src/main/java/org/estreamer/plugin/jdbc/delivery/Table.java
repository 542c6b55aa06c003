package org.estreamer.plugin.jdbc.delivery;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.estreamer.plugin.jdbc.dialects.Dialect;
import org.estreamer.plugin.jdbc.rows.Cell;
import org.estreamer.plugin.jdbc.rows.ColumnType;
import org.estreamer.plugin.jdbc.rows.Row;

/** A table as the database has it, and the columns of it that this plugin writes. */
final class Table {
    /**
     * A column.
     *
     * @param name  as the database writes it
     * @param type  what it can hold
     * @param chars how much text it can hold
     */
    record Column(String name, ColumnType type, int chars) {}

    private final String name;
    private final Dialect dialect;
    private final boolean fixed;
    private final Map<String, Column> columns = new LinkedHashMap<>();
    /** The columns written so far with their place in a row: others may have defaults that a null would override. */
    private final Map<String, Integer> places = new LinkedHashMap<>();

    Table(String name, Dialect dialect, boolean fixed) {
        this.name = name;
        this.dialect = dialect;
        this.fixed = fixed;
    }

    void read(ResultSetMetaData data) throws SQLException {
        for (int i = 1; i <= data.getColumnCount(); i++) {
            int precision = data.getPrecision(i);
            String column = data.getColumnName(i);
            columns.put(
                    key(column),
                    new Column(
                            column,
                            ColumnType.ofJdbc(data.getColumnType(i)),
                            precision > 0 ? precision : Integer.MAX_VALUE));
        }
    }

    /** The name of the column that a cell goes to, whether it is there or not. */
    private String columnName(Cell cell) {
        Column column = columns.get(key(cell.name()));
        return column == null || fixed || dialect.holds(column.type(), cell.type())
                ? cell.name()
                : cell.name() + cell.type().suffix();
    }

    boolean lacks(Cell cell) {
        return !columns.containsKey(key(columnName(cell)));
    }

    /** What a statement that makes the column says about it. */
    String definition(Cell cell) {
        return Dialect.quoteColumn(columnName(cell)) + " " + dialect.type(cell.type());
    }

    /** The values of a row, one for each column written so far; columns that are new in it are written from now on. */
    Object[] values(Row row) {
        for (Cell cell : row.cells()) {
            places.putIfAbsent(key(columnName(cell)), places.size());
        }
        Object[] values = new Object[places.size()];
        for (Cell cell : row.cells()) {
            String key = key(columnName(cell));
            values[places.get(key)] = fitted(cell.value(), columns.get(key));
        }
        return values;
    }

    List<Column> written() {
        List<Column> written = new ArrayList<>();
        places.keySet().forEach(key -> written.add(columns.get(key)));
        return written;
    }

    String insert() {
        return "INSERT INTO " + Dialect.quote(name) + " ("
                + written().stream()
                        .map(column -> Dialect.quoteColumn(column.name()))
                        .collect(Collectors.joining(", "))
                + ") VALUES (" + String.join(", ", Collections.nCopies(places.size(), "?")) + ")";
    }

    /** Text without NUL, which PostgreSQL does not take, and not longer than the column. */
    private static Object fitted(Object value, Column column) {
        if (!(value instanceof String text)) {
            return value;
        }
        String clean = text.replace('\0', '\uFFFD');
        if (column.type() != ColumnType.TEXT || clean.length() <= column.chars()) {
            return clean;
        }
        int end = column.chars();
        return clean.substring(0, Character.isHighSurrogate(clean.charAt(end - 1)) ? end - 1 : end);
    }

    private static String key(String column) {
        return column.toLowerCase(Locale.ROOT);
    }
}
