package org.estreamer.session.connection;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does short work again and again, in a daemon thread that ends when there is nothing left to do. Each connection has its
 * own: work that looks at files may hang with their file system.
 */
public final class Ticker {
    private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);

    /** Work that goes on until it is closed; once it is, it may end in the middle of its last turn. */
    public interface Ticking extends AutoCloseable {
        @Override
        void close();
    }

    private final ScheduledThreadPoolExecutor thread;

    Ticker(String threadName) {
        thread = new ScheduledThreadPoolExecutor(1, work -> {
            Thread made = new Thread(work, threadName);
            made.setDaemon(true);
            return made;
        });
        thread.setKeepAliveTime(1, TimeUnit.SECONDS);
        thread.allowCoreThreadTimeOut(true);
        thread.setRemoveOnCancelPolicy(true);
    }

    /**
     * Begins.
     *
     * @param pause between two turns
     * @param work  must not take long, as all others wait for it
     */
    Ticking every(Duration pause, Runnable work) {
        Future<?> turns =
                thread.scheduleWithFixedDelay(() -> turn(work), pause.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS);
        return () -> turns.cancel(false);
    }

    /** A turn that throws is not the last one. */
    private static void turn(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.debug("A turn failed, the next one comes", e);
        } catch (OutOfMemoryError e) {
            // a plugin may use up the heap, and be removed for it; there may not even be the heap to tell so
            Thread.onSpinWait();
        }
    }
}
