package org.estreamer.dispatcher.delivery;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that does something at short intervals. */
public final class Ticker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);

    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * Starts it.
     *
     * @param task what is done again and again
     */
    public Ticker(String name, Duration interval, Runnable task) {
        Thread thread = new Thread(null, () -> tick(interval.toNanos(), task), name, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(Ticker.class.getClassLoader());
        thread.start();
    }

    private void tick(long interval, Runnable task) {
        try {
            while (!closed.await(interval, TimeUnit.NANOSECONDS)) {
                tick(task);
            }
        } catch (InterruptedException e) {
            // nobody else knows this thread, so it is told to end
            Thread.currentThread().interrupt();
        }
    }

    /** Whatever one time brings, there is a next one. */
    private static void tick(Runnable task) {
        try {
            task.run();
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
