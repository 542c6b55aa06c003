package org.estreamer.plugin.jdbc.rows;

/**
 * One value of a row.
 *
 * @param name  the column it is meant for
 * @param type  what the column must be able to hold
 * @param value a {@link Long}, a {@link java.math.BigDecimal}, a {@link String}, or null
 */
public record Cell(String name, ColumnType type, Object value) {
    /** A cell of text. */
    public static Cell text(String name, String value) {
        return new Cell(name, ColumnType.TEXT, value);
    }
}
