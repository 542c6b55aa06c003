package org.estreamer.plugin.jdbc.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.sql.DriverManager;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.estreamer.plugin.UnavailableException;
import org.estreamer.plugin.jdbc.dialects.Dialect;
import org.estreamer.plugin.jdbc.rows.LayoutRows;
import org.estreamer.plugin.jdbc.rows.RowShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A plugin that goes leaves nothing behind, whatever the database does. */
@Timeout(60)
class JdbcUnloadTest {
    private static final RowShape LAYOUT = new LayoutRows("estreamer");

    @Test
    void shouldEndSoonWhileAServerDoesNotAnswerAConnection() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            JdbcPlugin plugin = new TestDatabase(
                            Dialect.POSTGRESQL, "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/x", "x")
                    .plugin(LAYOUT);
            assertThrows(UnavailableException.class, () -> plugin.resume(Records.SERVER));
            plugin.close();
            awaitEndOfThreadsSince(before);
        }
    }

    @Test
    void shouldEndSoonWhileAServerDoesNotAnswerAStatement() throws Exception {
        TestDatabase real = Postgres.database();
        URI uri = URI.create(real.url().substring("jdbc:".length()));
        try (FrozenWire wire = new FrozenWire(uri.getPort())) {
            TestDatabase database = new TestDatabase(
                    Dialect.POSTGRESQL,
                    real.url().replace(":" + uri.getPort() + "/", ":" + wire.port() + "/"),
                    real.user());
            JdbcPlugin plugin = database.plugin(LAYOUT);
            plugin.resume(Records.SERVER);
            Records.write(plugin, 0, 7);
            wire.freeze();
            CompletableFuture<Integer> work = new CompletableFuture<>();
            new Thread(() -> run(plugin, work)).start();
            wire.swallowed.await();
            plugin.cutIfHanging(new CountDownLatch(1));
            assertEquals(9, work.get());
            plugin.close();
        }
    }

    @Test
    void shouldLeaveNoThreadAndNoDriverBehind() throws Exception {
        TestDatabase database = TestDatabase.h2(UUID.randomUUID().toString());
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (JdbcPlugin plugin = database.plugin(LAYOUT)) {
            plugin.resume(Records.SERVER);
            Records.write(plugin, 0, 20);
            plugin.persist(Map.of(Records.SERVER, Records.position(20)));
        }
        database.execute("SHUTDOWN");
        assertTrue(DriverManager.drivers()
                .noneMatch(driver -> driver.getClass().getName().startsWith("org.h2")));
        awaitEndOfThreadsSince(before);
    }

    private static void run(JdbcPlugin plugin, CompletableFuture<Integer> work) {
        try {
            work.complete(Records.writeWhilePossible(plugin, 7));
        } catch (IOException e) {
            work.completeExceptionally(e);
        }
    }

    private static void awaitEndOfThreadsSince(Set<Thread> before) throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!before.contains(thread) && thread != Thread.currentThread()) {
                thread.join(10_000);
                assertFalse(thread.isAlive(), thread.getName());
            }
        }
    }
}
