package org.estreamer.plugin.jdbc.rows;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.estreamer.record.Record;

/** Connections in sixteen columns, with the names that metadata records have given to users and URL categories. */
public final class SeedRows implements RowShape {
    private static final int CONNECTION = 71;
    private static final int USER = 98;
    private static final int URL_CATEGORY = 121;
    /** How many names are kept for each kind; the oldest go first. */
    private static final int NAMES = 100_000;

    private final String table;
    private final Map<Id, String> users = new Names();
    private final Map<Id, String> categories = new Names();

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
        switch (record.type()) {
            case USER -> learn(users, record, "username");
            case URL_CATEGORY -> learn(categories, record, "name");
            case CONNECTION -> {
                // a broken one too, with what can be read of it
                return Optional.of(connection(record));
            }
            default -> {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static void learn(Map<Id, String> names, Record record, String field) {
        if (record.has("id") && record.has(field)) {
            names.put(new Id(record.server(), record.number("id")), record.text(field));
        }
    }

    private Row connection(Record record) {
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
        cells.add(Cell.text("urlCategoryName", name(categories, record, "urlCategory")));
        cells.add(Cell.text("username", name(users, record, "userId")));
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

    private static String name(Map<Id, String> names, Record record, String field) {
        return record.has(field) ? names.get(new Id(record.server(), record.number(field))) : null;
    }

    @Override
    public boolean isFixed() {
        return true;
    }

    /** An id means something only on the server that gave it. */
    private record Id(String server, long number) {}

    private static final class Names extends LinkedHashMap<Id, String> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Id, String> eldest) {
            return size() > NAMES;
        }
    }
}
