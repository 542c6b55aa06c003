package org.estreamer.itests.plugin;

import java.nio.file.Path;
import java.util.Map;
import org.estreamer.plugin.Plugin;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** Registers the plugin that ends the process. */
public final class MortalActivator implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        Path folder = Path.of(context.getProperty("estreamer.tally"));
        Map<String, Object> properties = Map.of(
                "description", "Ends the process at one event",
                "author", "Integration tests",
                "version", context.getBundle().getVersion().toString());
        context.registerService(Plugin.class, new MortalPlugin(folder), FrameworkUtil.asDictionary(properties));
    }

    @Override
    public void stop(BundleContext context) {
        // the framework takes the service back
    }
}
