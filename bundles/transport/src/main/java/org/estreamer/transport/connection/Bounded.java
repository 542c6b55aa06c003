package org.estreamer.transport.connection;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls what may block without limit: a name look-up, a handshake with a peer that drips bytes, a last word to a dead
 * one. Each call has a daemon thread of its own, so that its caller can give up on it, at the limit or when
 * interrupted; the thread ends as soon as the call does.
 */
final class Bounded {
    private Bounded() {}

    /**
     * Calls and waits.
     *
     * @param name  the name of the thread
     * @param limit how long to wait; zero or less gives up at once
     * @param work  what to call; goes on after the limit unless its caller makes it stop
     */
    static <T> T call(String name, Duration limit, Callable<T> work)
            throws InterruptedException, ExecutionException, TimeoutException {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    }
}
