package org.estreamer.plugin.jdbc.delivery;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.estreamer.plugin.jdbc.dialects.Dialect;

/** Whether a user may write what the plugin writes. Only asks: no table is made, no row is written, nothing is locked. */
public final class TableRights {
    private final Connection connection;
    private final Dialect dialect;

    /**
     * Makes one.
     *
     * @param connection without auto-commit; to be rolled back afterwards
     */
    public TableRights(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    /**
     * Looks for what keeps rows from being written: a database that is read-only, or a right that is missing.
     *
     * @param table the table, or what tables' names begin with
     * @param one   whether it is one table
     * @return what is missing, and what to do; empty if nothing is
     */
    public String problem(String table, boolean one) throws SQLException {
        if (!may(dialect.takesWrites(), "")) {
            return "the database is read-only for this user, as a standby or a setting has it: name the database that takes"
                    + " writes in url, or have that lifted";
        }
        List<String> present = new ArrayList<>(one ? tables(table, false) : tables(table + "_", true));
        boolean makes = !one || present.isEmpty();
        List<String> positions = tables(Positions.TABLE, false);
        makes |= positions.isEmpty();
        present.addAll(positions);
        for (String name : present) {
            if (!may(dialect.mayInsert(name), name)) {
                return "this user may not insert into table " + name + ": grant SELECT and INSERT on it, and on "
                        + Positions.TABLE + " also UPDATE";
            }
        }
        return makes && !may(dialect.mayCreate(), "")
                ? "this user may not make tables, and not all are there: grant that, or make them beforehand as this"
                        + " plugin's page says"
                : "";
    }

    /** The tables that are there, as an operator would write them. */
    private List<String> tables(String name, boolean prefix) throws SQLException {
        int dot = name.lastIndexOf('.');
        String schema = dot < 0 ? connection.getSchema() : name.substring(0, dot);
        String last = name.substring(dot + 1);
        List<String> found = new ArrayList<>();
        try (ResultSet tables = connection.getMetaData().getTables(connection.getCatalog(), schema, null, null)) {
            while (tables.next()) {
                String table = tables.getString("TABLE_NAME");
                if (prefix ? begins(table, last) : table.equals(last)) {
                    found.add(dot < 0 ? table : schema + "." + table);
                }
            }
        }
        return found;
    }

    private static boolean begins(String table, String prefix) {
        return table.toLowerCase(Locale.ROOT).startsWith(prefix.toLowerCase(Locale.ROOT));
    }

    private boolean may(String question, String table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(question)) {
            if (question.contains("?")) {
                statement.setString(1, Dialect.quote(table));
            }
            try (ResultSet answer = statement.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }
}
