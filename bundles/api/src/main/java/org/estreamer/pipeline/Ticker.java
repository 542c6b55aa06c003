package org.estreamer.pipeline;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Does short work again and again, in a daemon thread that ends when there is nothing left to do. Work that looks at files may
 * hang with their file system, so whoever must not wait for the work of others has a ticker of their own.
 */
public final class Ticker {
    /** Work that goes on until it is closed; once it is, it may end in the middle of its last turn. */
    public interface Ticking extends AutoCloseable {
        @Override
        void close();
    }

    private final ScheduledThreadPoolExecutor thread;
    private final Consumer<Throwable> failed;

    /**
     * Makes a ticker without work.
     *
     * @param threadName for whoever looks at the process
     * @param failed told of a turn that threw; it is not the last one
     */
    public Ticker(String threadName, Consumer<Throwable> failed) {
        this.failed = failed;
        this.thread = new ScheduledThreadPoolExecutor(1, work -> thread(threadName, work));
        thread.setKeepAliveTime(1, TimeUnit.SECONDS);
        thread.allowCoreThreadTimeOut(true);
        thread.setRemoveOnCancelPolicy(true);
    }

    /** A thread that holds nothing of whoever happens to be the first to need it, as a plugin that is to be gone later. */
    private static Thread thread(String name, Runnable work) {
        Thread thread = new Thread(null, work, name, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(Ticker.class.getClassLoader());
        return thread;
    }

    /**
     * Begins.
     *
     * @param pause between two turns
     * @param work  must not take long, as all other work of this ticker waits for it
     * @return ends it
     */
    public Ticking every(Duration pause, Runnable work) {
        Future<?> turns =
                thread.scheduleWithFixedDelay(() -> turn(work), pause.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS);
        return () -> turns.cancel(false);
    }

    private void turn(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            tell(e);
        }
    }

    private void tell(Throwable failure) {
        try {
            failed.accept(failure);
        } catch (OutOfMemoryError e) {
            // a plugin may use up the heap, and be removed for it; a later turn may have what it takes to tell
            return;
        }
    }
}
