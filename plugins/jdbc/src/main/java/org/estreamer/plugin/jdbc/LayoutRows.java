package org.estreamer.plugin.jdbc;

import java.util.Locale;
import java.util.Optional;
import org.estreamer.record.Fault;
import org.estreamer.record.Record;
import org.estreamer.record.RecordGroup;

/** One table for each record type, with the columns that its records have shown so far. */
final class LayoutRows implements RowShape {
    /** PostgreSQL cuts names off at 63 bytes; the record type that follows must stay. */
    private static final int NAME_CHARS = 56;

    private final String prefix;

    LayoutRows(String prefix) {
        this.prefix = prefix;
    }

    @Override
    public Optional<Row> row(Record record) {
        CellCollector cells = new CellCollector();
        cells.add("recordServer", ColumnType.TEXT, record.server());
        cells.add("recordType", ColumnType.LONG, (long) record.type());
        cells.add("recordDigest", ColumnType.TEXT, String.format("%016x", record.digest()));
        cells.add("archiveTimestamp", ColumnType.LONG, record.hasArchiveTimestamp() ? record.archiveTimestamp() : null);
        cells.add("netmapId", ColumnType.LONG, (long) record.netmapId());
        Fault fault = record.visit(cells);
        if (fault != null) {
            cells.add("fault", ColumnType.TEXT, fault.toString());
        }
        return Optional.of(new Row(table(record), cells.cells()));
    }

    /** Types that no layout describes share a table: there may be any number of them. */
    private String table(Record record) {
        if (record.group() == RecordGroup.UNKNOWN) {
            return prefix + "_unknown";
        }
        String name = record.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
        String whole = prefix + "_" + name;
        return whole.substring(0, Math.min(whole.length(), NAME_CHARS)) + "_" + record.type();
    }

    @Override
    public boolean isFixed() {
        return false;
    }
}
