package org.estreamer.bench.plugin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.estreamer.plugin.Plugin;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** Registers the plugin, and publishes its count in a file with the name of the bundle. */
public final class NoopActivator implements BundleActivator {
    private CountFile file;

    @Override
    public void start(BundleContext context) {
        NoopPlugin plugin = new NoopPlugin();
        Path folder = Path.of(context.getProperty("estreamer.tally"));
        file = new CountFile(folder.resolve(context.getBundle().getSymbolicName()), plugin::count);
        Map<String, Object> properties = Map.of(
                "description", "Counts records",
                "author", "Benchmarks",
                "version", context.getBundle().getVersion().toString());
        context.registerService(Plugin.class, plugin, FrameworkUtil.asDictionary(properties));
    }

    @Override
    public void stop(BundleContext context) throws IOException {
        file.close();
    }
}
