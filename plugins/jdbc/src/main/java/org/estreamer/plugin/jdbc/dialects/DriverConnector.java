package org.estreamer.plugin.jdbc.dialects;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;

/** Connects through a driver that is made here: {@link java.sql.DriverManager} would keep it when the bundle has gone. */
public final class DriverConnector implements Connector {
    /** How long the database may take for an answer before the connection counts as dead. */
    private static final int ANSWER_MILLIS = 30_000;
    /** How long the driver's bundle is waited for when this is new: at a start the bundles come one after the other. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final int LOOK_MILLIS = 50;

    /** Where the driver's class comes from. */
    @FunctionalInterface
    interface Drivers {
        /** Finds a class by its name. */
        Class<?> find(String name) throws ClassNotFoundException;
    }

    private final ConnectionUrl url;
    private final Drivers drivers;
    private final long patientUntil;
    private final Dialect dialect;
    private final Properties properties = new Properties();

    /**
     * Makes one.
     *
     * @param url      where it is
     * @param user     empty for nobody
     * @param password empty for none
     */
    public DriverConnector(ConnectionUrl url, String user, String password) {
        this(url, user, password, name -> Class.forName(name, true, DriverConnector.class.getClassLoader()), PATIENCE);
    }

    DriverConnector(ConnectionUrl url, String user, String password, Drivers drivers, Duration patience) {
        this.url = url;
        this.drivers = drivers;
        patientUntil = System.nanoTime() + patience.toNanos();
        dialect = url.dialect();
        if (!user.isEmpty()) {
            properties.setProperty("user", user);
        }
        if (!password.isEmpty()) {
            properties.setProperty("password", password);
        }
        dialect.properties().forEach((name, value) -> {
            if (!url.sets(name)) {
                properties.setProperty(name, value);
            }
        });
    }

    @Override
    public Connection connect() throws SQLException {
        Connection connection = driver().connect(url.full(), properties);
        if (connection == null) {
            throw new SQLException("The driver does not take the url");
        }
        try {
            limit(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    /** Sees to it that no statement takes for ever, whatever the database does. */
    private void limit(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(dialect.lockLimit());
        }
        if (dialect != Dialect.H2 && !url.sets("socketTimeout")) {
            connection.setNetworkTimeout(Runnable::run, ANSWER_MILLIS);
        }
    }

    private Driver driver() throws SQLException {
        try {
            Driver driver =
                    driverClass().asSubclass(Driver.class).getConstructor().newInstance();
            if (dialect == Dialect.H2) {
                // it has told the JVM's list of drivers of itself, which would keep this bundle in memory
                org.h2.Driver.unload();
            }
            return driver;
        } catch (ClassNotFoundException e) {
            throw new SQLException(
                    "The database driver is missing. Install " + dialect.origin() + " beside the other bundles", e);
        } catch (ReflectiveOperationException e) {
            throw new SQLException("The database driver " + dialect.driver() + " does not start: " + e, e);
        }
    }

    private Class<?> driverClass() throws ClassNotFoundException {
        while (true) {
            try {
                return drivers.find(dialect.driver());
            } catch (ClassNotFoundException e) {
                if (System.nanoTime() - patientUntil >= 0) {
                    throw e;
                }
                pause(e);
            }
        }
    }

    private static void pause(ClassNotFoundException missing) throws ClassNotFoundException {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw missing;
        }
    }

    /** The url as far as it can be shown. */
    @Override
    public String toString() {
        return url.toString();
    }
}
