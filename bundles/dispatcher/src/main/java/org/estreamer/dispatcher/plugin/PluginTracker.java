package org.estreamer.dispatcher.plugin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.estreamer.plugin.Plugin;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the {@link Plugin} services of the framework into the roster, refused ones included. They leave it when their bundle
 * begins to stop: its own code may take long for that or hang, and is to get no more records then.
 */
public final class PluginTracker extends ServiceTracker<Plugin, Plugin> implements SynchronousBundleListener {
    private static final Logger LOG = LoggerFactory.getLogger(PluginTracker.class);

    private final PluginRoster roster;
    private final ConfiguredPlugin configured;

    /**
     * Tracks the plugins of a framework, once it is opened.
     *
     * @param metatypes knows which settings they describe
     */
    public PluginTracker(BundleContext context, PluginRoster roster, MetaTypeService metatypes) {
        super(context, Plugin.class, null);
        this.roster = roster;
        this.configured = new ConfiguredPlugin(metatypes);
    }

    @Override
    public void open(boolean trackAllServices) {
        context.addBundleListener(this);
        super.open(trackAllServices);
    }

    @Override
    public void close() {
        context.removeBundleListener(this);
        super.close();
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        ServiceReference<Plugin>[] all = event.getType() == BundleEvent.STOPPING ? getServiceReferences() : null;
        if (all != null) {
            Arrays.stream(all)
                    .filter(reference -> event.getBundle().equals(reference.getBundle()))
                    .forEach(this::remove);
        }
    }

    @Override
    public Plugin addingService(ServiceReference<Plugin> reference) {
        Bundle bundle = reference.getBundle();
        Plugin plugin = super.addingService(reference);
        if (plugin != null && bundle != null) {
            Map<String, Object> properties = properties(bundle, reference);
            configured.warnings(bundle, properties, context::getProperty).forEach(LOG::warn);
            roster.add(reference, plugin, identity(bundle, properties), properties);
        }
        return plugin;
    }

    @Override
    public void modifiedService(ServiceReference<Plugin> reference, Plugin plugin) {
        Bundle bundle = reference.getBundle();
        if (bundle != null) {
            Map<String, Object> properties = properties(bundle, reference);
            roster.change(reference, identity(bundle, properties), properties);
        }
    }

    @Override
    public void removedService(ServiceReference<Plugin> reference, Plugin plugin) {
        roster.remove(reference);
        super.removedService(reference, plugin);
    }

    /**
     * What keeps a plugin that is not here from its records.
     *
     * @param bundle        the plugin's
     * @param configuration its properties
     * @return what is wrong, a clause each
     */
    public List<String> objections(Bundle bundle, Map<String, ?> configuration) {
        List<String> objections = new ArrayList<>(configured.problems(bundle, configuration, context::getProperty));
        objections.addAll(PluginContract.slips(configuration));
        return objections;
    }

    private static PluginIdentity identity(Bundle bundle, Map<String, Object> properties) {
        return PluginIdentity.of(properties, bundle.getSymbolicName(), bundle.getBundleId());
    }

    private Map<String, Object> properties(Bundle bundle, ServiceReference<Plugin> reference) {
        Map<String, Object> properties = new HashMap<>();
        for (String key : reference.getPropertyKeys()) {
            properties.put(key, reference.getProperty(key));
        }
        properties.put(ConfiguredPlugin.PROBLEMS, configured.problems(bundle, properties, context::getProperty));
        return properties;
    }
}
