package org.estreamer.deployer.probe;

import java.util.concurrent.CountDownLatch;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A plugin whose thread goes on after its stop, until the latch {@code probe.leak} among the system properties opens. */
public class LeakingActivator implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        CountDownLatch latch = (CountDownLatch) System.getProperties().get("probe.leak");
        Thread thread = new Thread(
                () -> {
                    try {
                        latch.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "leaking");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void stop(BundleContext context) {}
}
