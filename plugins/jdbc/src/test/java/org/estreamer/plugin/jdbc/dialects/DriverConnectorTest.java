package org.estreamer.plugin.jdbc.dialects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DriverConnectorTest {
    private final AtomicInteger looks = new AtomicInteger();

    /** A driver whose bundle is started while it is looked for. */
    private Class<?> belated(String name) throws ClassNotFoundException {
        if (looks.incrementAndGet() < 3) {
            throw new ClassNotFoundException(name);
        }
        return Class.forName(name);
    }

    private DriverConnector connector(String url, Duration patience) {
        return new DriverConnector(new ConnectionUrl("test", url), "", "", this::belated, patience);
    }

    @Test
    void shouldWaitForADriverThatIsStartedAfterIt() throws Exception {
        String url = "jdbc:h2:mem:" + UUID.randomUUID();
        try (Connection connection = connector(url, Duration.ofMinutes(1)).connect()) {
            assertTrue(connection.isValid(1));
        }
        assertEquals(3, looks.get());
    }

    @Test
    void shouldSayWhichDriverIsMissingOnceAllHasStarted() {
        SQLException missing = assertThrows(
                SQLException.class,
                () -> connector("jdbc:sqlserver://db;password=secret", Duration.ZERO)
                        .connect());
        assertEquals(
                "The database driver is missing. Install bundle com.microsoft.sqlserver.mssql-jdbc"
                        + " (mssql-jdbc-13.6.2.jre11.jar, which itself needs org.osgi.service.jdbc-1.1.0.jar) beside the"
                        + " other bundles",
                missing.getMessage());
        assertEquals(1, looks.get());
    }
}
