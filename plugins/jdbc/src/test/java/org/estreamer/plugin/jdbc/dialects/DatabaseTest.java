package org.estreamer.plugin.jdbc.dialects;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.h2.jdbc.JdbcConnection;
import org.junit.jupiter.api.Test;

class DatabaseTest {
    @Test
    void shouldKeepNoConnectionThatComesAfterItsEnd() throws Exception {
        DriverConnector connector = new DriverConnector(Dialect.H2, "jdbc:h2:mem:" + UUID.randomUUID(), "", "");
        Connection late = connector.connect();
        ConnectorSource source = new ConnectorSource(() -> late);
        source.close();
        assertThrows(SQLException.class, source::getConnection);
        assertTrue(late.isClosed());
    }

    @Test
    void shouldCloseAConnectionInUse() throws Exception {
        DriverConnector connector = new DriverConnector(Dialect.H2, "jdbc:h2:mem:" + UUID.randomUUID(), "", "");
        Database pool = new Database(Dialect.H2, connector);
        Connection used = pool.connect().unwrap(JdbcConnection.class);
        pool.close();
        assertTrue(used.isClosed());
    }
}
