package org.estreamer.plugin.jdbc.delivery;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.estreamer.plugin.jdbc.dialects.Connector;
import org.estreamer.plugin.jdbc.dialects.Dialect;

/** Holds a commit up beyond the patience of whoever asked for it, until another transaction writes a position. */
final class BelatedConnector implements Connector {
    private static final Set<String> ENDING = Set.of("rollback", "close", "abort");

    private final Connector real;
    private boolean delayed;
    private Connection held;
    private boolean arrived;

    BelatedConnector(Connector real) {
        this.real = real;
    }

    void delayNextCommit() {
        delayed = true;
    }

    boolean arrived() {
        return arrived;
    }

    @Override
    public Connection connect() throws SQLException {
        return TamperedConnection.of(real.connect(), this::call);
    }

    private Object call(Connection connection, Method method, Object[] arguments) throws Throwable {
        if (connection == held && ENDING.contains(method.getName())) {
            return null; // the client is gone, the server is still at it
        }
        if (delayed && method.getName().equals("commit")) {
            delayed = false;
            held = connection;
            throw new SQLException("Read timed out", "08006");
        }
        if (held != null && isAboutAPosition(method, arguments)) {
            Connection commits = held;
            held = null;
            commits.commit();
            commits.close();
            arrived = true;
        }
        return TamperedConnection.pass(connection, method, arguments);
    }

    private static boolean isAboutAPosition(Method method, Object[] arguments) {
        return method.getName().equals("prepareStatement")
                && arguments[0].toString().startsWith("UPDATE " + Dialect.quote(Positions.TABLE));
    }

    @Override
    public String toString() {
        return real.toString();
    }
}
