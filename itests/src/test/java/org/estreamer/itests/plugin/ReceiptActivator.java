package org.estreamer.itests.plugin;

import java.nio.file.Path;
import java.util.Map;
import org.estreamer.plugin.Plugin;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** Registers the plugin that notes every event it gets, by its service properties alone. */
public final class ReceiptActivator implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        Path file = Path.of(context.getProperty("estreamer.tally")).resolve("receipts");
        Map<String, Object> properties = Map.of(
                "description", "Notes every event",
                "author", "Integration tests",
                "version", context.getBundle().getVersion().toString());
        context.registerService(Plugin.class, new ReceiptPlugin(file), FrameworkUtil.asDictionary(properties));
    }

    @Override
    public void stop(BundleContext context) {
        // the framework takes the service back
    }
}
