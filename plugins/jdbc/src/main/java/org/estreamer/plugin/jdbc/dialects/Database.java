package org.estreamer.plugin.jdbc.dialects;

import java.io.Closeable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database: one connection to it, opened when it is asked for. It is opened on a thread of its own, because drivers cannot be
 * relied on to give up in time, and one at a time. For one thread, but for {@link #close}.
 */
public final class Database implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final Duration LIMIT = Duration.ofSeconds(Dialect.LOGIN_SECONDS + 4L);
    private static final int VALID_SECONDS = 1;
    private static final String STOPPING = "The plugin is being stopped";

    private final Dialect dialect;
    private final Connector connector;
    private final Duration limit;
    /** Null while there is none. */
    private Connection connection;
    /** Null while none is being opened. */
    private CompletableFuture<Connection> opening;

    private boolean closed;

    /** A database that nobody has connected to yet. */
    public Database(Dialect dialect, Connector connector) {
        this(dialect, connector, LIMIT);
    }

    Database(Dialect dialect, Connector connector, Duration limit) {
        this.dialect = dialect;
        this.connector = connector;
        this.limit = limit;
    }

    /** How it is spoken to. */
    public Dialect dialect() {
        return dialect;
    }

    /** The connection, which commits nothing by itself. */
    public Connection connect() throws SQLException {
        Connection open = current();
        if (open != null && open.isValid(VALID_SECONDS)) {
            return open;
        }
        if (open != null) {
            discard(open);
        }
        return await(opening());
    }

    private synchronized Connection current() throws SQLException {
        requireOpen();
        return connection;
    }

    private void requireOpen() throws SQLException {
        if (closed) {
            throw new SQLException(STOPPING);
        }
    }

    private synchronized CompletableFuture<Connection> opening() throws SQLException {
        requireOpen();
        if (opening == null) {
            CompletableFuture<Connection> answer = new CompletableFuture<>();
            opening = answer;
            Thread thread = new Thread(null, () -> open(answer), "estreamer-jdbc-connect", 0, false);
            thread.setDaemon(true);
            thread.start();
        }
        return opening;
    }

    private void open(CompletableFuture<Connection> answer) {
        try {
            Connection fresh = connector.connect();
            if (keep(fresh)) {
                answer.complete(fresh);
            }
        } catch (SQLException | RuntimeException | Error e) { // whatever a driver throws, somebody waits for the answer
            ended();
            answer.completeExceptionally(e);
        }
    }

    /** One that comes when nobody wants it any more is closed. */
    private synchronized boolean keep(Connection fresh) throws SQLException {
        opening = null;
        try {
            fresh.setAutoCommit(false);
        } catch (SQLException e) {
            close(fresh);
            throw e;
        }
        if (closed) {
            close(fresh);
        } else {
            connection = fresh;
        }
        return !closed;
    }

    private synchronized void ended() {
        opening = null;
    }

    private Connection await(CompletableFuture<Connection> answer) throws SQLException {
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new SQLTransientConnectionException("no connection within " + limit.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while a connection was opened", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            String state = cause instanceof SQLException failure ? failure.getSQLState() : null;
            throw new SQLException(cause instanceof SQLException ? cause.getMessage() : cause.toString(), state, cause);
        }
    }

    /** Lets go of a connection that has failed. */
    public void discard(Connection failed) {
        synchronized (this) {
            if (connection == failed) {
                connection = null;
            }
        }
        close(failed);
    }

    private static void close(Connection done) {
        try {
            done.close();
        } catch (SQLException e) {
            LOG.debug("The connection was gone already", e);
        }
    }

    /** Closes the connection, also one that is in use, and opens none any more. From any thread. */
    @Override
    public void close() {
        Connection last;
        synchronized (this) {
            closed = true;
            last = connection;
            connection = null;
            if (opening != null) {
                opening.completeExceptionally(new SQLException(STOPPING));
            }
        }
        if (last != null) {
            close(last);
        }
    }

    @Override
    public String toString() {
        return connector.toString();
    }
}
