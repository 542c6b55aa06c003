package org.estreamer.plugin.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JdbcOutageTest {
    private static final RowShape LAYOUT = new LayoutRows("estreamer");
    private static final String IDS = "SELECT \"id\" FROM \"estreamer_priority_metadata_4\" ORDER BY \"id\"";

    private final CountDownLatch noticed = new CountDownLatch(1);
    private final List<String> notices = new CopyOnWriteArrayList<>();

    private void notice(String text) {
        notices.add(text);
        noticed.countDown();
    }

    /** A database that can be switched off. */
    private static final class Switch implements Connector {
        private final Connector real;
        private volatile boolean on = true;
        private volatile Connection last;

        Switch(Connector real) {
            this.real = real;
        }

        @Override
        public Connection connect() throws SQLException {
            if (!on) {
                throw new SQLException("Connection refused", "08001");
            }
            last = real.connect();
            return last;
        }

        void off() throws SQLException {
            on = false;
            last.close();
        }

        @Override
        public String toString() {
            return real.toString();
        }
    }

    @Test
    void shouldWaitWhileTheDatabaseIsDownAndLoseNothing() throws Exception {
        TestDatabase database = TestDatabase.h2(UUID.randomUUID().toString());
        Switch connector = new Switch(database.connector());
        try (JdbcPlugin plugin = database.plugin(LAYOUT, connector, this::notice)) {
            plugin.resume(Records.SERVER);
            plugin.onRecord(Records.priority(0));
            plugin.persist(Map.of(Records.SERVER, Records.position(1)));
            connector.off();
            CompletableFuture<Void> work = work(plugin, 1, 20);
            noticed.await();
            assertFalse(work.isDone());
            connector.on = true;
            work.get();
            plugin.persist(Map.of(Records.SERVER, Records.position(20)));
        }
        assertEquals(20, database.column(IDS).size());
        assertEquals(2, notices.size(), notices.toString());
        assertTrue(notices.get(0).startsWith("Cannot write to jdbc:h2:mem:"), notices.get(0));
        assertTrue(notices.get(0).contains("Waiting until it can be written to"), notices.get(0));
        assertTrue(notices.get(1).endsWith("can be written to again"), notices.get(1));
    }

    @Test
    void shouldWriteAgainWhatAServerThatCutTheConnectionForgot() throws Exception {
        TestDatabase database = Postgres.database();
        try (JdbcPlugin plugin = database.plugin(LAYOUT, this::notice)) {
            plugin.resume(Records.SERVER);
            work(plugin, 0, 7).get();
            database.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
            work(plugin, 7, 20).get();
            plugin.persist(Map.of(Records.SERVER, Records.position(20)));
        }
        assertEquals(20, database.column(IDS).size());
    }

    @Test
    void shouldEndWaitingWhenInterruptedAndKeepItsPosition() throws Exception {
        TestDatabase database = TestDatabase.h2(UUID.randomUUID().toString());
        Switch connector = new Switch(database.connector());
        try (JdbcPlugin plugin = database.plugin(LAYOUT, connector, this::notice)) {
            plugin.resume(Records.SERVER);
            plugin.persist(Map.of(Records.SERVER, Records.position(0)));
            connector.off();
            CompletableFuture<Void> work = new CompletableFuture<>();
            Thread thread = new Thread(() -> run(plugin, 0, 20, work));
            thread.start();
            noticed.await();
            thread.interrupt();
            ExecutionException end = assertThrows(ExecutionException.class, work::get);
            assertTrue(end.getCause() instanceof InterruptedException, end.toString());
            connector.on = true;
            assertThrows(IOException.class, () -> plugin.persist(Map.of(Records.SERVER, Records.position(20))));
            assertEquals(0, Records.number(plugin.resume(Records.SERVER).orElseThrow()));
        }
    }

    @Test
    void shouldEndWaitingWhenClosed() throws Exception {
        TestDatabase database = TestDatabase.h2(UUID.randomUUID().toString());
        Switch connector = new Switch(database.connector());
        JdbcPlugin plugin = database.plugin(LAYOUT, connector, this::notice);
        plugin.resume(Records.SERVER);
        connector.off();
        CompletableFuture<Void> work = work(plugin, 0, 20);
        noticed.await();
        plugin.close();
        assertThrows(ExecutionException.class, () -> work.get(20, TimeUnit.SECONDS));
    }

    @Test
    void shouldLeaveNoThreadAndNoDriverBehind() throws Exception {
        TestDatabase database = TestDatabase.h2(UUID.randomUUID().toString());
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (JdbcPlugin plugin = database.plugin(LAYOUT, this::notice)) {
            plugin.resume(Records.SERVER);
            work(plugin, 0, 20).get();
            plugin.persist(Map.of(Records.SERVER, Records.position(20)));
        }
        database.execute("SHUTDOWN");
        assertTrue(DriverManager.drivers()
                .noneMatch(driver -> driver.getClass().getName().startsWith("org.h2")));
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!before.contains(thread) && thread != Thread.currentThread()) {
                thread.join(10_000);
                assertFalse(thread.isAlive(), thread.getName());
            }
        }
    }

    @Test
    void shouldSayWhichDriverIsMissing() {
        Database database = new Database(
                Dialect.SQL_SERVER,
                new DriverConnector(Dialect.SQL_SERVER, "jdbc:sqlserver://db;password=secret", "", ""));
        JdbcPlugin plugin = new JdbcPlugin(new Store(database, "test", false), LAYOUT, 5, 1, this::notice);
        IOException refusal = assertThrows(IOException.class, () -> plugin.resume(Records.SERVER));
        assertEquals(
                "jdbc:sqlserver://db: The database driver is missing. Install bundle com.microsoft.sqlserver.mssql-jdbc"
                        + " (mssql-jdbc-13.6.2.jre11.jar, which itself needs org.osgi.service.jdbc-1.1.0.jar) beside the"
                        + " other bundles",
                refusal.getMessage());
        plugin.close();
    }

    private static CompletableFuture<Void> work(JdbcPlugin plugin, int from, int to) {
        CompletableFuture<Void> work = new CompletableFuture<>();
        new Thread(() -> run(plugin, from, to, work)).start();
        return work;
    }

    private static void run(JdbcPlugin plugin, int from, int to, CompletableFuture<Void> work) {
        try {
            for (int id = from; id < to; id++) {
                plugin.onRecord(Records.priority(id));
            }
            work.complete(null);
        } catch (IOException | InterruptedException e) {
            work.completeExceptionally(e);
        }
    }
}
