package org.estreamer.plugin.jdbc.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.estreamer.record.Record;

/** Connections in sixteen columns, with the names of their user and their URL category. */
public final class SeedRows implements RowShape {
    private static final int CONNECTION = 71;

    private final String table;

    /**
     * Makes the shape.
     *
     * @param table the table
     */
    public SeedRows(String table) {
        this.table = table;
    }

    @Override
    public Optional<Row> row(Record record) {
        // a broken one too, with what can be read of it
        return record.type() == CONNECTION ? Optional.of(connection(record)) : Optional.empty();
    }

    private Row connection(Record record) {
        SeedNames names = SeedNames.of(record);
        List<Cell> cells = new ArrayList<>();
        cells.add(address(record, "initiatorIp", "initiatorIpAddress"));
        cells.add(address(record, "responderIp", "responderIpAddress"));
        cells.add(number(record, "initiatorPort", "initiatorPort"));
        cells.add(number(record, "responderPort", "responderPort"));
        cells.add(number(record, "firstPktsecond", "firstPacketTimestamp"));
        cells.add(number(record, "lastPktsecond", "lastPacketTimestamp"));
        cells.add(unsigned(record, "initiatorPkts", "initiatorTransmittedPackets"));
        cells.add(unsigned(record, "responderPkts", "responderTransmittedPackets"));
        cells.add(unsigned(record, "initiatorBytes", "initiatorTransmittedBytes"));
        cells.add(unsigned(record, "responderBytes", "responderTransmittedBytes"));
        cells.add(number(record, "userId", "userId"));
        cells.add(number(record, "urlCategory", "urlCategory"));
        cells.add(Cell.text("url", record.has("clientUrl") ? record.text("clientUrl") : null));
        cells.add(number(record, "connectId", "connectionCounter"));
        cells.add(Cell.text("urlCategoryName", names.urlCategory()));
        cells.add(Cell.text("username", names.user()));
        return new Row(table, cells);
    }

    private static Cell address(Record record, String column, String field) {
        return Cell.text(column, record.has(field) ? ValueText.address(record.address(field)) : null);
    }

    private static Cell number(Record record, String column, String field) {
        return new Cell(column, ColumnType.LONG, record.has(field) ? record.number(field) : null);
    }

    private static Cell unsigned(Record record, String column, String field) {
        return new Cell(
                column, ColumnType.UNSIGNED, record.has(field) ? CellCollector.unsigned(record.number(field)) : null);
    }

    @Override
    public boolean isFixed() {
        return true;
    }
}
