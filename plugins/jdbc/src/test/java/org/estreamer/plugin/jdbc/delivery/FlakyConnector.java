package org.estreamer.plugin.jdbc.delivery;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Random;
import java.util.Set;
import org.estreamer.plugin.jdbc.dialects.Connector;

/** Connections that break now and then: before a call has an effect, or after it, so that its answer is lost. */
final class FlakyConnector implements Connector {
    private static final int ONE_IN = 40;
    private static final Set<String> BREAKING = Set.of("commit", "prepareStatement", "createStatement");

    private final Connector real;
    private final Random random;
    private Connection last;
    private int failures;

    FlakyConnector(Connector real, Random random) {
        this.real = real;
        this.random = random;
    }

    int failures() {
        return failures;
    }

    void cut() throws SQLException {
        if (last != null) {
            last.rollback();
            last.close();
            last = null;
        }
    }

    @Override
    public Connection connect() throws SQLException {
        Connection connection = real.connect();
        last = connection;
        return TamperedConnection.of(connection, this::call);
    }

    private Object call(Connection connection, Method method, Object[] arguments) throws Throwable {
        int chance = BREAKING.contains(method.getName()) ? random.nextInt(ONE_IN) : ONE_IN;
        if (chance == 0) {
            throw broken(connection, true);
        }
        Object answer = TamperedConnection.pass(connection, method, arguments);
        if (chance == 1) {
            throw broken(connection, false);
        }
        return answer;
    }

    private SQLException broken(Connection connection, boolean before) throws SQLException {
        failures++;
        if (before) {
            connection.rollback();
        }
        connection.close();
        last = null;
        return new SQLException("The connection is broken", "08006");
    }

    @Override
    public String toString() {
        return real.toString();
    }
}
