package org.estreamer.plugin.jdbc.dialects;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.Closeable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import javax.sql.DataSource;

/** The database: one connection to it at a time, opened when it is asked for. */
public final class Database implements Closeable {
    private static final long POOL_MILLIS = 1_000;
    /** How often that is waited for a connection that is being opened. */
    private static final int PATIENCE = Dialect.LOGIN_SECONDS;

    private final Dialect dialect;
    private final ConnectorSource source;
    private final String name;
    private HikariDataSource pool;
    private boolean closed;

    /** A database that nobody has connected to yet. */
    public Database(Dialect dialect, Connector connector) {
        this.dialect = dialect;
        this.source = new ConnectorSource(connector);
        this.name = connector.toString();
    }

    /** How it is spoken to. */
    public Dialect dialect() {
        return dialect;
    }

    /** A connection that commits nothing by itself. Fails soon after the database has refused one. */
    public Connection connect() throws SQLException {
        for (int wait = 1; ; wait++) {
            try {
                return pool().getConnection();
            } catch (SQLTransientConnectionException e) {
                boolean refused = e.getCause() != null;
                if (refused || wait == PATIENCE || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
            }
        }
    }

    /** Lets go of a connection that has failed. */
    public synchronized void discard(Connection connection) {
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
        configuration.setDataSource(source);
        configuration.setAutoCommit(false);
        configuration.setMaximumPoolSize(1);
        configuration.setMinimumIdle(0);
        configuration.setConnectionTimeout(POOL_MILLIS);
        configuration.setValidationTimeout(POOL_MILLIS);
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
        source.close();
    }

    @Override
    public String toString() {
        return name;
    }
}
