package org.estreamer.plugin.jdbc.delivery;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.estreamer.plugin.jdbc.dialects.Dialect;
import org.estreamer.plugin.jdbc.dialects.SqlErrors;
import org.estreamer.plugin.jdbc.rows.Cell;
import org.estreamer.plugin.jdbc.rows.ColumnType;
import org.estreamer.plugin.jdbc.rows.Row;

/** The tables that rows go to: makes them, lets them grow, and fills them. */
final class Tables {
    private final Dialect dialect;
    private final boolean fixed;
    private final Map<String, Table> tables = new HashMap<>();

    Tables(Dialect dialect, boolean fixed) {
        this.dialect = dialect;
        this.fixed = fixed;
    }

    /** Forgets what the tables look like: someone may have changed them. */
    void forget() {
        tables.clear();
    }

    /** Whether {@link #grow} has to be called before {@link #insert}. */
    boolean lack(List<Row> rows) {
        for (Row row : rows) {
            Table table = tables.get(row.table());
            if (table == null || row.cells().stream().anyMatch(table::lacks)) {
                return true;
            }
        }
        return false;
    }

    /** Makes room for rows. Databases differ in whether this ends a transaction, so none must be under way. */
    void grow(Connection connection, List<Row> rows) throws SQLException {
        Map<String, Map<String, Cell>> wanted = new LinkedHashMap<>();
        for (Row row : rows) {
            Map<String, Cell> cells = wanted.computeIfAbsent(row.table(), name -> new LinkedHashMap<>());
            row.cells().forEach(cell -> cells.putIfAbsent(cell.name() + cell.type(), cell));
        }
        for (Map.Entry<String, Map<String, Cell>> entry : wanted.entrySet()) {
            grow(connection, entry.getKey(), entry.getValue().values());
        }
    }

    private void grow(Connection connection, String name, Collection<Cell> cells) throws SQLException {
        Table table = read(connection, name);
        if (table == null) {
            String columns = String.join(", ", definitions(new Table(name, dialect, fixed), cells));
            execute(connection, "CREATE TABLE " + Dialect.quote(name) + " (" + columns + ")");
            table = reread(connection, name);
        }
        // one round for each type of value that a name has
        for (int round = 0; cells.stream().anyMatch(table::lacks); round++) {
            if (round == ColumnType.values().length) {
                throw new SQLException("Table " + name + " does not get the columns it needs");
            }
            execute(connection, dialect.addColumns(name, definitions(table, cells)));
            table = reread(connection, name);
        }
        tables.put(name, table);
    }

    /** What the columns that a table lacks have to be, each name once. */
    private static List<String> definitions(Table table, Collection<Cell> cells) {
        Map<String, Cell> missing = new LinkedHashMap<>();
        cells.stream().filter(table::lacks).forEach(cell -> missing.putIfAbsent(cell.name(), cell));
        return missing.values().stream().map(table::definition).collect(Collectors.toList());
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        connection.commit();
    }

    private Table reread(Connection connection, String name) throws SQLException {
        Table table = read(connection, name);
        if (table == null) {
            throw new SQLException("Table " + name + " is gone again");
        }
        return table;
    }

    /** Null where there is no such table. */
    private Table read(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet none = statement.executeQuery("SELECT * FROM " + Dialect.quote(name) + " WHERE 1 = 0")) {
            Table table = new Table(name, dialect, fixed);
            table.read(none.getMetaData());
            return table;
        } catch (SQLException e) {
            if (SqlErrors.isMissingTable(e)) {
                connection.rollback();
                return null;
            }
            throw e;
        }
    }

    /** Inserts rows as part of the transaction under way. */
    void insert(Connection connection, List<Row> rows) throws SQLException {
        Map<String, List<Object[]>> values = new LinkedHashMap<>();
        for (Row row : rows) {
            values.computeIfAbsent(row.table(), name -> new ArrayList<>())
                    .add(tables.get(row.table()).values(row));
        }
        for (Map.Entry<String, List<Object[]>> entry : values.entrySet()) {
            insert(connection, tables.get(entry.getKey()), entry.getValue());
        }
    }

    private static void insert(Connection connection, Table table, List<Object[]> rows) throws SQLException {
        List<Table.Column> columns = table.written();
        try (PreparedStatement insert = connection.prepareStatement(table.insert())) {
            for (Object[] row : rows) {
                for (int i = 0; i < columns.size(); i++) {
                    // a row from before a column was first written is shorter
                    set(insert, i + 1, columns.get(i).type(), i < row.length ? row[i] : null);
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void set(PreparedStatement insert, int index, ColumnType type, Object value) throws SQLException {
        boolean text = type == ColumnType.TEXT || type == ColumnType.LARGE;
        if (value == null) {
            insert.setNull(index, text ? Types.VARCHAR : type == ColumnType.LONG ? Types.BIGINT : Types.NUMERIC);
        } else if (text) {
            insert.setString(index, value.toString());
        } else {
            insert.setObject(index, value);
        }
    }
}
