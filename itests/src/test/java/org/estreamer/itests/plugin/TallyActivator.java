package org.estreamer.itests.plugin;

import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import org.estreamer.plugin.Plugin;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Registers the plugin as any bundle may: without Declarative Services, by its service properties alone. */
public final class TallyActivator implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("description", "Counts records");
        properties.put("author", "Integration tests");
        properties.put("version", context.getBundle().getVersion().toString());
        Path folder = Path.of(context.getProperty("estreamer.tally"));
        Path file = folder.resolve(context.getBundle().getVersion().toString());
        context.registerService(Plugin.class, new TallyPlugin(file), properties);
    }

    @Override
    public void stop(BundleContext context) {
        // the framework takes the service back
    }
}
