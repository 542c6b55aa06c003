package org.estreamer.plugin.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.Closeable;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The database: one connection to it at a time, opened when it is asked for. */
final class Database implements Closeable {
    /** Shorter than it may take: a connection that comes later is there at the next attempt. */
    private static final long CONNECT_MILLIS = 1_000;

    private final Dialect dialect;
    private final Connector connector;
    private HikariDataSource pool;
    private boolean closed;

    Database(Dialect dialect, Connector connector) {
        this.dialect = dialect;
        this.connector = connector;
    }

    Dialect dialect() {
        return dialect;
    }

    /** A connection that commits nothing by itself. */
    Connection connect() throws SQLException {
        return pool().getConnection();
    }

    /** Lets go of a connection that has failed. */
    synchronized void discard(Connection connection) {
        if (pool != null) {
            pool.evictConnection(connection);
        }
    }

    private synchronized DataSource pool() throws SQLException {
        if (closed) {
            throw new SQLException("The plugin is being stopped");
        }
        if (pool == null) {
            pool = new HikariDataSource(configuration());
        }
        return pool;
    }

    private HikariConfig configuration() {
        HikariConfig configuration = new HikariConfig();
        configuration.setDataSource(new ConnectorSource(connector));
        configuration.setAutoCommit(false);
        configuration.setMaximumPoolSize(1);
        configuration.setMinimumIdle(0);
        configuration.setConnectionTimeout(CONNECT_MILLIS);
        configuration.setValidationTimeout(CONNECT_MILLIS);
        // a connection that has failed is discarded by its user, who also tells of it
        configuration.setExceptionOverride(new SilentPool());
        // a database that is down at the start may come
        configuration.setInitializationFailTimeout(-1);
        return configuration;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (pool != null) {
            pool.close();
            pool = null;
        }
    }

    @Override
    public String toString() {
        return connector.toString();
    }
}
