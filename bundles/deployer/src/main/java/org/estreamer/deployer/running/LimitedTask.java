package org.estreamer.deployer.running;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.framework.BundleException;

/**
 * Starting and stopping a bundle runs its code, and that may hang. It gets a thread of its own, and nobody waits for it
 * longer than a limit: other plugins come and go meanwhile.
 */
public final class LimitedTask extends FutureTask<Void> {
    private final Runnable whenLate;
    private volatile boolean late;

    private LimitedTask(Step step, Runnable whenLate) {
        super(() -> {
            step.run();
            return null;
        });
        this.whenLate = whenLate;
    }

    /**
     * Starts a task.
     *
     * @param name     the thread's name
     * @param step     what it does
     * @param whenLate run on that thread when the task ends after the wait for it was given up
     */
    public static LimitedTask start(String name, Step step, Runnable whenLate) {
        LimitedTask task = new LimitedTask(step, whenLate);
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    /**
     * Waits for the end.
     *
     * @return whether the task has ended in time
     * @throws BundleException if the task failed
     */
    public boolean await(Duration limit) throws BundleException {
        try {
            get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return giveUp();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return giveUp();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BundleException failure) {
                throw failure;
            }
            throw new BundleException(String.valueOf(e.getCause()), e.getCause());
        }
    }

    private boolean giveUp() {
        late = true;
        return false;
    }

    @Override
    protected void done() {
        if (late) {
            whenLate.run();
        }
    }

    /** What runs under a limit. */
    @FunctionalInterface
    public interface Step {
        void run() throws BundleException, InterruptedException;
    }
}
