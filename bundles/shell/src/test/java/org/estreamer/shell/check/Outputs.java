package org.estreamer.shell.check;

import java.lang.reflect.Proxy;
import java.util.Map;
import org.estreamer.shell.configured.ConfiguredPlugins;
import org.estreamer.shell.live.Services;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** Checks of outputs in a framework with the bundles it is told of. */
public final class Outputs {
    private Outputs() {}

    /** A check that finds nothing but files that nobody reads. */
    public static OutputCheck unread(Services services, Map<String, String> files) {
        return of(services, files);
    }

    static OutputCheck of(Services services, Map<String, String> unread, Bundle... bundles) {
        BundleContext context = (BundleContext) Proxy.newProxyInstance(
                Outputs.class.getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> method.getName().equals("getBundles") ? bundles : null);
        return new OutputCheck(services, new ConfiguredPlugins(context, services), () -> unread, name -> null);
    }
}
