package org.estreamer.plugin.jdbc;

import java.util.List;

/**
 * One row to insert.
 *
 * @param table its table, without quotes
 * @param cells its values
 */
record Row(String table, List<Cell> cells) {
    Row {
        cells = List.copyOf(cells);
    }
}
