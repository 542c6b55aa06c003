package org.estreamer.deployer.probe;

import java.util.function.Supplier;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A plugin that cannot start before another one has registered its service. */
public class DependentActivator implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        if (context.getServiceReference(Supplier.class) == null) {
            throw new IllegalStateException("the database is down");
        }
    }

    @Override
    public void stop(BundleContext context) {}
}
