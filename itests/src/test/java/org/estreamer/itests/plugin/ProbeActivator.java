package org.estreamer.itests.plugin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.estreamer.plugin.Plugin;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** Registers the plugin that a test can make misbehave, under the last part of its bundle's name. */
public final class ProbeActivator implements BundleActivator {
    private ProbePlugin plugin;
    private ServiceRegistration<Plugin> registration;

    @Override
    public void start(BundleContext context) throws IOException {
        String bundle = context.getBundle().getSymbolicName();
        String name = bundle.substring(bundle.lastIndexOf('.') + 1);
        plugin = new ProbePlugin(Path.of(context.getProperty("estreamer.tally")), name);
        boolean mayLose = List.of(
                        System.getProperty("estreamer.probe.mayLose", "").split(","))
                .contains(name);
        registration = context.registerService(
                Plugin.class,
                plugin,
                FrameworkUtil.asDictionary(Map.of(
                        "description", "Writes down what it gets",
                        "author", "Integration tests",
                        "version", "1.0.0",
                        "overflow", mayLose ? "drop" : "block")));
    }

    @Override
    public void stop(BundleContext context) throws IOException {
        registration.unregister();
        plugin.close();
    }
}
