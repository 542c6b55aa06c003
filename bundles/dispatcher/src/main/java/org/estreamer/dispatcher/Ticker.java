package org.estreamer.dispatcher;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** A thread that does something at short intervals. */
final class Ticker implements AutoCloseable {
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * Starts it.
     *
     * @param task told the time in nanoseconds
     */
    Ticker(String name, Duration interval, LongConsumer task) {
        Thread thread = new Thread(null, () -> tick(interval.toNanos(), task), name, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(Ticker.class.getClassLoader());
        thread.start();
    }

    private void tick(long interval, LongConsumer task) {
        try {
            while (!closed.await(interval, TimeUnit.NANOSECONDS)) {
                task.accept(System.nanoTime());
            }
        } catch (InterruptedException e) {
            // nobody else knows this thread, so it is told to end
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
