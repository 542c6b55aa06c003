package org.estreamer.plugin.jdbc.rows;

import java.util.List;

/**
 * One row to insert.
 *
 * @param table its table, without quotes
 * @param cells its values
 */
public record Row(String table, List<Cell> cells) {
    /** Keeps the cells unchangeable. */
    public Row {
        cells = List.copyOf(cells);
    }
}
