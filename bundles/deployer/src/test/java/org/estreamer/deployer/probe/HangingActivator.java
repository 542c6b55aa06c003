package org.estreamer.deployer.probe;

import java.util.concurrent.CountDownLatch;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * A plugin that hangs in its start until the latch {@code probe.start} among the system properties opens, and in its
 * stop until {@code probe.stop} does.
 */
public class HangingActivator implements BundleActivator {
    @Override
    public void start(BundleContext context) throws InterruptedException {
        await("probe.start");
    }

    @Override
    public void stop(BundleContext context) throws InterruptedException {
        await("probe.stop");
    }

    private static void await(String name) throws InterruptedException {
        if (System.getProperties().get(name) instanceof CountDownLatch latch) {
            latch.await();
        }
    }
}
