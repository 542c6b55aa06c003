package org.estreamer.itests;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** What the tables hold that the plugin jdbc writes where it is given no database: an H2 database in the data folder. */
final class EventTables {
    /**
     * A record as it stands in a table.
     *
     * @param type    the record type
     * @param digest  of the record's bytes, the same whoever received it, in hex
     * @param second  the archival second; 0 where it has none, as metadata
     */
    record Row(int type, String digest, long second) implements Comparable<Row> {
        @Override
        public int compareTo(Row other) {
            int order = Long.compare(second, other.second);
            order = order == 0 ? Integer.compare(type, other.type) : order;
            return order == 0 ? digest.compareTo(other.digest) : order;
        }
    }

    private EventTables() {}

    /**
     * Reads every record of a server, with how often it is there. The process that writes the database must have ended,
     * killed or not, or its plugin must be gone.
     *
     * @param server the name of the session
     */
    static Map<Row, Integer> read(Installation installation, String server) throws SQLException {
        Map<Row, Integer> rows = new TreeMap<>();
        try (Connection connection = connect(installation);
                Statement statement = connection.createStatement()) {
            for (String table : tables(statement)) {
                try (ResultSet found = statement.executeQuery(
                        "SELECT \"recordType\", \"recordDigest\", COALESCE(\"archiveTimestamp\", 0) FROM \"" + table
                                + "\" WHERE \"recordServer\" = '" + server + "'")) {
                    while (found.next()) {
                        rows.merge(new Row(found.getInt(1), found.getString(2), found.getLong(3)), 1, Integer::sum);
                    }
                }
            }
        }
        return rows;
    }

    /** The events of every second before one; without metadata, which comes again with every connection. */
    static NavigableMap<Long, EventFile.Second> seconds(Installation installation, String server, long end)
            throws SQLException {
        NavigableMap<Long, EventFile.Second> seconds = new TreeMap<>();
        read(installation, server).forEach((row, count) -> {
            for (int i = 0; i < count && row.second() > 0 && row.second() < end; i++) {
                seconds.put(
                        row.second(),
                        seconds.getOrDefault(row.second(), EventFile.Second.NONE)
                                .with(Long.parseUnsignedLong(row.digest(), 16) + row.type()));
            }
        });
        return seconds;
    }

    /** The database itself. */
    static Connection connect(Installation installation) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:h2:file:" + installation.data().resolve("jdbc/events") + ";IFEXISTS=TRUE");
    }

    /** The tables that hold records. */
    static List<String> tables(Statement statement) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet found = statement.executeQuery(
                "SELECT TABLE_NAME FROM INFORMATION_SCHEMA.COLUMNS WHERE COLUMN_NAME = 'recordDigest'")) {
            while (found.next()) {
                tables.add(found.getString(1));
            }
        }
        return tables;
    }

    /** What is in one of two only, or in another number. */
    static <K, V> Set<Map.Entry<K, V>> difference(Map<K, V> left, Map<K, V> right) {
        Set<Map.Entry<K, V>> difference = new LinkedHashSet<>(left.entrySet());
        difference.removeAll(right.entrySet());
        right.entrySet().stream()
                .filter(entry -> !left.entrySet().contains(entry))
                .forEach(difference::add);
        return difference;
    }
}
