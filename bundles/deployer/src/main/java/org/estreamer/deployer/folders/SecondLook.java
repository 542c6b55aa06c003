package org.estreamer.deployer.folders;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.estreamer.deployer.gate.DeployerSettings;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that tries again: now and then, and soon after bundles have come or gone. */
public final class SecondLook implements BundleListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SecondLook.class);
    private static final long PERIOD_MILLIS = 2000;
    private static final long SOON_MILLIS = 200;
    private static final int CHANGES = BundleEvent.INSTALLED
            | BundleEvent.RESOLVED
            | BundleEvent.STARTED
            | BundleEvent.UPDATED
            | BundleEvent.UNINSTALLED;

    private final ScheduledThreadPoolExecutor thread;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile PluginDeployer deployer;

    public SecondLook() {
        thread = new ScheduledThreadPoolExecutor(
                1,
                task -> {
                    Thread worker = new Thread(task, "plugin deployer");
                    worker.setDaemon(true);
                    return worker;
                },
                // events still arrive while this bundle stops
                new ThreadPoolExecutor.DiscardPolicy());
    }

    public void begin(PluginDeployer begun) {
        deployer = begun;
        var unused = thread.scheduleWithFixedDelay(
                () -> guarded(() -> begun.lookAgain(false)), PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if ((event.getType() & CHANGES) != 0) {
            soon();
        }
    }

    /** Looks soon; many wishes make one look. */
    public void soon() {
        PluginDeployer begun = deployer;
        if (begun != null && scheduled.compareAndSet(false, true)) {
            var unused = thread.schedule(
                    () -> {
                        scheduled.set(false);
                        guarded(() -> begun.lookAgain(true));
                    },
                    SOON_MILLIS,
                    TimeUnit.MILLISECONDS);
        }
    }

    /** Judges everything anew by other settings. */
    public void reconsider(DeployerSettings settings) {
        PluginDeployer begun = deployer;
        thread.execute(() -> guarded(() -> begun.reconsider(settings)));
    }

    /** A task that throws would be the last. */
    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("The plugin folders could not be looked at: {}", e.toString());
            LOG.debug("Second look failed", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
