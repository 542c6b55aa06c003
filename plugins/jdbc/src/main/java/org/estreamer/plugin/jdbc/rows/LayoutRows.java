package org.estreamer.plugin.jdbc.rows;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.estreamer.record.Fault;
import org.estreamer.record.Record;
import org.estreamer.record.RecordGroup;

/**
 * One table for each group of events, and one for each type of metadata, which are what events are joined with. A table
 * has the columns that its records have shown so far.
 */
public final class LayoutRows implements RowShape {
    /** PostgreSQL cuts names off at 63 bytes; what stands around a record's name must stay. */
    private static final int NAME_CHARS = 55;

    private final String prefix;

    /**
     * Makes the shape.
     *
     * @param prefix the beginning of the tables' names, 1 to 20 characters
     */
    public LayoutRows(String prefix) {
        this.prefix = prefix;
    }

    @Override
    public Optional<Row> row(Record record) {
        CellCollector cells = new CellCollector();
        cells.add("recordServer", ColumnType.TEXT, record.server());
        cells.add("recordType", ColumnType.LONG, (long) record.type());
        cells.add("recordName", ColumnType.TEXT, record.name());
        cells.add("recordDigest", ColumnType.TEXT, HexFormat.of().toHexDigits(record.digest()));
        cells.add("archiveTimestamp", ColumnType.LONG, record.hasArchiveTimestamp() ? record.archiveTimestamp() : null);
        cells.add("netmapId", ColumnType.LONG, (long) record.netmapId());
        Fault fault = record.visit(cells);
        if (fault != null) {
            cells.add("fault", ColumnType.TEXT, fault.toString());
            // what lies behind the fault can be read by a later release only if the bytes are here
            cells.addRaw(record.body());
        }
        return Optional.of(new Row(table(record), cells.cells()));
    }

    private String table(Record record) {
        return prefix + "_"
                + (record.group() == RecordGroup.METADATA
                        ? lookup(record)
                        : record.group().id());
    }

    private String lookup(Record record) {
        String name = record.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
        return name.substring(0, Math.min(name.length(), NAME_CHARS - prefix.length())) + "_" + record.type();
    }

    @Override
    public boolean isFixed() {
        return false;
    }
}
