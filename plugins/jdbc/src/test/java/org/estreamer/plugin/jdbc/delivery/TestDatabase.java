package org.estreamer.plugin.jdbc.delivery;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.estreamer.plugin.RejectedRecordsException.Rejection;
import org.estreamer.plugin.jdbc.dialects.ConnectionUrl;
import org.estreamer.plugin.jdbc.dialects.Connector;
import org.estreamer.plugin.jdbc.dialects.Database;
import org.estreamer.plugin.jdbc.dialects.Dialect;
import org.estreamer.plugin.jdbc.dialects.DriverConnector;
import org.estreamer.plugin.jdbc.rows.RowShape;

/** A database as a test looks into it. */
record TestDatabase(Dialect dialect, String url, String user) {
    static TestDatabase h2(String name) {
        // lives as long as the connection that each test holds
        return new TestDatabase(Dialect.H2, "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1", "");
    }

    DriverConnector connector() {
        return new DriverConnector(new ConnectionUrl("test", url), user, "");
    }

    JdbcPlugin plugin(RowShape shape) {
        return plugin(shape, connector());
    }

    JdbcPlugin plugin(RowShape shape, Connector connector) {
        return new JdbcPlugin(new Database(dialect, connector), "test", shape, 5);
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = connector().connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of every row, as text. */
    List<String> column(String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = connector().connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    /** Writes records and commits them, but for those that the database rejects. */
    List<Rejection> write(RowShape shape, org.estreamer.record.Record... records) throws Exception {
        try (JdbcPlugin plugin = plugin(shape)) {
            plugin.resume(Records.SERVER);
            for (org.estreamer.record.Record record : records) {
                plugin.onRecord(record);
            }
            return Records.persist(plugin, records.length);
        }
    }
}
