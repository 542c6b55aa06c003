package org.estreamer.deployer.folders;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.estreamer.deployer.gate.DeployerSettings;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that looks at the plugin folders: at intervals, and soon after bundles have come or gone. It begins when the
 * framework has started: what plugins need is there then.
 */
public final class FolderWatch implements BundleListener, FrameworkListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);
    private static final long SOON_MILLIS = 200;
    private static final long GRACE_SECONDS = 2;
    private static final int CHANGES = BundleEvent.INSTALLED
            | BundleEvent.RESOLVED
            | BundleEvent.STARTED
            | BundleEvent.UPDATED
            | BundleEvent.UNINSTALLED;

    private final Bundle framework;
    private final ScheduledThreadPoolExecutor thread;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile PluginDeployer deployer;
    private volatile Runnable guard;
    private String lastError = "";

    /**
     * A watch that has not begun yet.
     *
     * @param framework the system bundle
     */
    public FolderWatch(Bundle framework) {
        this.framework = framework;
        thread = new ScheduledThreadPoolExecutor(
                1,
                task -> {
                    Thread worker = new Thread(task, "estreamer-deployer");
                    worker.setDaemon(true);
                    return worker;
                },
                // events still arrive while this bundle stops
                new ThreadPoolExecutor.DiscardPolicy());
    }

    /**
     * Begins to look, each time after an interval.
     *
     * @param check run before the files are looked at when settings or bundles have changed
     */
    public void begin(PluginDeployer begun, Runnable check, Duration interval) {
        deployer = begun;
        guard = check;
        var unused = thread.scheduleWithFixedDelay(
                () -> guarded(() -> look(false)), 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look(boolean changed) {
        if (framework.getState() == Bundle.ACTIVE) {
            if (changed) {
                guard.run();
            }
            deployer.look(changed);
        }
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if ((event.getType() & CHANGES) != 0) {
            soon();
        }
    }

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.STARTED) {
            thread.execute(() -> guarded(() -> look(false)));
        }
    }

    /** Looks soon; many wishes make one look. */
    public void soon() {
        if (deployer != null && scheduled.compareAndSet(false, true)) {
            var unused = thread.schedule(
                    () -> {
                        scheduled.set(false);
                        guarded(() -> look(true));
                    },
                    SOON_MILLIS,
                    TimeUnit.MILLISECONDS);
        }
    }

    /** Judges everything anew by other settings. */
    public void reconsider(DeployerSettings settings) {
        thread.execute(() -> guarded(() -> {
            guard.run();
            deployer.reconsider(settings);
        }));
    }

    /** A task that throws would be the last. What goes wrong again and again is told once. */
    private void guarded(Runnable task) {
        try {
            task.run();
            lastError = "";
        } catch (RuntimeException e) {
            if (isInUse() && !lastError.equals(e.toString())) {
                lastError = e.toString();
                LOG.error("The plugin folders could not be looked at; plugins stay as they are: {}", e.toString());
            }
            LOG.debug("A look at the plugin folders failed", e);
        }
    }

    /** Whether the framework is not on its way out: what a look needs goes before this bundle is told. */
    private boolean isInUse() {
        return (framework.getState() & (Bundle.STARTING | Bundle.ACTIVE)) != 0;
    }

    /** Once it is closed nobody looks any more; a look that hangs in foreign code is not waited for long. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS)) {
                LOG.debug("A look at the plugin folders has not come to its end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
