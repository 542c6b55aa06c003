package org.estreamer.plugin.jdbc.dialects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DatabaseTest {
    private static final Duration LIMIT = Duration.ofMillis(50);

    private final DriverConnector connector =
            new DriverConnector(new ConnectionUrl("test", "jdbc:h2:mem:" + UUID.randomUUID()), "", "");

    /** A database that does not answer before it is told to. */
    private final class Slow implements Connector {
        private final CountDownLatch answers = new CountDownLatch(1);
        private final CountDownLatch asked = new CountDownLatch(1);
        private final AtomicInteger attempts = new AtomicInteger();
        private final CompletableFuture<Connection> opened = new CompletableFuture<>();

        @Override
        public Connection connect() throws SQLException {
            attempts.incrementAndGet();
            asked.countDown();
            try {
                answers.await();
            } catch (InterruptedException e) {
                throw new SQLException(e);
            }
            Connection connection = connector.connect();
            opened.complete(connection);
            return connection;
        }
    }

    @Test
    void shouldKeepTheConnectionForTheNextTransactionAndReplaceABrokenOne() throws Exception {
        try (Database database = new Database(Dialect.H2, connector)) {
            Connection first = database.connect();
            assertSame(first, database.connect());
            first.close();
            Connection second = database.connect();
            assertNotSame(first, second);
            database.discard(second);
            assertTrue(second.isClosed());
        }
    }

    @Test
    void shouldWaitNoLongerThanItMayAndOpenOneConnectionAtATime() throws Exception {
        Slow slow = new Slow();
        try (Database database = new Database(Dialect.H2, slow, LIMIT)) {
            SQLException first = assertThrows(SQLException.class, database::connect);
            assertTrue(first.getMessage().startsWith("no connection within "), first.getMessage());
            assertThrows(SQLException.class, database::connect);
            slow.answers.countDown();
            Connection late = slow.opened.get();
            Connection used = null;
            while (used == null) {
                try {
                    used = database.connect();
                } catch (SQLException e) {
                    assertTrue(e.getMessage().startsWith("no connection within "), e.getMessage());
                }
            }
            assertSame(late, used);
            assertEquals(1, slow.attempts.get());
        }
    }

    @Test
    void shouldKeepNoConnectionThatComesAfterItsEnd() throws Exception {
        Slow slow = new Slow();
        Database database = new Database(Dialect.H2, slow);
        CompletableFuture<Void> waiting =
                CompletableFuture.runAsync(() -> assertThrows(SQLException.class, database::connect));
        slow.asked.await();
        database.close();
        waiting.get();
        slow.answers.countDown();
        Connection late = slow.opened.get();
        while (!late.isClosed()) {
            Thread.onSpinWait();
        }
        assertThrows(SQLException.class, database::connect);
    }

    @Test
    void shouldCloseAConnectionInUse() throws Exception {
        Database database = new Database(Dialect.H2, connector);
        Connection used = database.connect();
        database.close();
        assertTrue(used.isClosed());
    }

    @Test
    void shouldHandOnWhatTheDatabaseSays() throws Exception {
        Connector refusing = () -> {
            throw new SQLException("Connection refused", "08001");
        };
        try (Database database = new Database(Dialect.H2, refusing)) {
            SQLException refusal = assertThrows(SQLException.class, database::connect);
            assertEquals("Connection refused", refusal.getMessage());
            assertEquals("08001", refusal.getSQLState());
        }
    }
}
