package org.estreamer.itests.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.estreamer.plugin.Plugin;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** Registers the plugin as any bundle may: without Declarative Services, by its service properties alone. */
public final class TallyActivator implements BundleActivator {
    @Override
    public void start(BundleContext context) throws IOException {
        Path folder = Path.of(context.getProperty("estreamer.tally"));
        Path file = folder.resolve(context.getBundle().getVersion().toString());
        Files.writeString(folder.resolve("started"), context.getBundle().toString());
        Map<String, Object> properties = Map.of(
                "description", "Counts records",
                "author", "Integration tests",
                "version", context.getBundle().getVersion().toString());
        long pauseNanos = Long.getLong("estreamer.tally.pauseNanos", 0);
        int wildBytes = Integer.getInteger("estreamer.tally.wildBytes", 0);
        context.registerService(
                Plugin.class, new TallyPlugin(file, pauseNanos, wildBytes), FrameworkUtil.asDictionary(properties));
    }

    /** The framework takes the service back. */
    @Override
    public void stop(BundleContext context) {
        String latch = context.getProperty("estreamer.tally.stopsWith");
        while (latch != null && !Files.exists(Path.of(latch))) {
            LockSupport.parkNanos(1_000_000);
        }
    }
}
