package org.estreamer.deployer.probe;

import java.util.function.Supplier;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A plugin that registers one service. */
public class RegisteringActivator implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        context.registerService(Supplier.class, () -> context.getBundle().getVersion(), null);
    }

    @Override
    public void stop(BundleContext context) {}
}
