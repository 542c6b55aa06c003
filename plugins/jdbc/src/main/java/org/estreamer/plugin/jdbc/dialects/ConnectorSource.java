package org.estreamer.plugin.jdbc.dialects;

import java.io.Closeable;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@link Connector} in the form that the pool takes. It closes what it has opened, for a pool that is closed forgets
 * connections that were in use, or that came too late.
 */
final class ConnectorSource implements DataSource, Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectorSource.class);

    private final Connector connector;
    private final List<Connection> opened = new ArrayList<>();
    private boolean closed;

    ConnectorSource(Connector connector) {
        this.connector = connector;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = connector.connect();
        if (!keep(connection)) {
            connection.close();
            throw new SQLException("The plugin is being stopped");
        }
        return connection;
    }

    private synchronized boolean keep(Connection connection) throws SQLException {
        for (Iterator<Connection> each = opened.iterator(); each.hasNext(); ) {
            if (each.next().isClosed()) {
                each.remove();
            }
        }
        return !closed && opened.add(connection);
    }

    @Override
    public synchronized void close() {
        closed = true;
        for (Connection connection : opened) {
            try {
                connection.close();
            } catch (SQLException e) {
                LOG.debug("A connection was gone already", e);
            }
        }
        opened.clear();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    /** How long the pool, when it is closed, waits for a connection that is being opened. */
    @Override
    public int getLoginTimeout() {
        return Dialect.LOGIN_SECONDS + 4;
    }

    @Override
    public java.util.logging.Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
