package org.estreamer.dispatcher;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that does something at short intervals. */
final class Ticker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);

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
                tick(task);
            }
        } catch (InterruptedException e) {
            // nobody else knows this thread, so it is told to end
            Thread.currentThread().interrupt();
        }
    }

    /** Whatever one time brings, there is a next one: positions would no longer be kept otherwise. */
    private static void tick(LongConsumer task) {
        try {
            task.accept(System.nanoTime());
        } catch (RuntimeException | Error e) {
            tell(e);
        }
    }

    private static void tell(Throwable failure) {
        try {
            LOG.error("Looking after the plugins failed; it is done again", failure);
        } catch (OutOfMemoryError e) {
            // the next time may have what it takes to tell
            return;
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
