package org.estreamer.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TickerTest {
    private static final Duration PAUSE = Duration.ofMillis(1);
    private static final long LIMIT_SECONDS = 30;

    private final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
    private final Ticker ticker = new Ticker("test-ticker", failures::add);

    @Test
    void shouldGoOnAfterATurnThatThrows() throws InterruptedException {
        CountDownLatch third = new CountDownLatch(3);
        AtomicInteger turns = new AtomicInteger();
        Ticker.Ticking ticking = ticker.every(PAUSE, () -> {
            third.countDown();
            switch (turns.incrementAndGet()) {
                case 1 -> throw new IllegalStateException("a fault");
                case 2 -> throw new StackOverflowError("another");
                default -> {}
            }
        });
        try (ticking) {
            assertTrue(third.await(LIMIT_SECONDS, TimeUnit.SECONDS));
        }
        assertEquals("a fault", failures.remove().getMessage());
        assertEquals("another", failures.remove().getMessage());
    }

    @Test
    void shouldGoOnWhereThereIsNoMemoryToTellOfAFailure() throws InterruptedException {
        CountDownLatch third = new CountDownLatch(3);
        Ticker poor = new Ticker("test-ticker", failure -> {
            throw new OutOfMemoryError("to tell");
        });
        Ticker.Ticking ticking = poor.every(PAUSE, () -> {
            third.countDown();
            throw new OutOfMemoryError("to work");
        });
        try (ticking) {
            assertTrue(third.await(LIMIT_SECONDS, TimeUnit.SECONDS));
        }
    }

    @Test
    void shouldWorkInADaemonThreadThatHoldsNoClassLoaderOfItsMaker() throws InterruptedException {
        BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
        try (Ticker.Ticking ticking = ticker.every(PAUSE, () -> threads.add(Thread.currentThread()))) {
            Thread thread = threads.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
            assertNotNull(thread);
            assertNotNull(ticking);
            assertEquals("test-ticker", thread.getName());
            assertTrue(thread.isDaemon());
            assertEquals(Ticker.class.getClassLoader(), thread.getContextClassLoader());
        }
    }
}
