package org.estreamer.plugin.file;

import java.io.IOException;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.estreamer.format.Format;
import org.estreamer.plugin.Plugin;
import org.estreamer.plugin.UnavailableException;
import org.estreamer.record.Record;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers a plugin while a format is there that it can write with: no record ever meets a plugin without one. Until the first one
 * is there, a service in its place says so.
 */
final class FormatFollower extends ServiceTracker<Format, Format> {
    private static final Logger LOG = LoggerFactory.getLogger(FormatFollower.class);

    private final String format;
    private final Function<Format, FilePlugin> plugins;
    private final Dictionary<String, ?> properties;
    private Format used;
    private FilePlugin plugin;
    private ServiceRegistration<Plugin> registration;

    /**
     * Makes a follower; it starts with {@link #open}.
     *
     * @param context    registers the plugin
     * @param format     the name of the format
     * @param plugins    makes a plugin that writes with a format
     * @param properties the plugin's service properties
     */
    FormatFollower(
            BundleContext context,
            String format,
            Function<Format, FilePlugin> plugins,
            Dictionary<String, ?> properties) {
        super(context, named(format), null);
        this.format = format;
        this.plugins = plugins;
        this.properties = properties;
    }

    private static Filter named(String format) {
        String escaped = format.replaceAll("([\\\\*()])", "\\\\$1");
        try {
            return FrameworkUtil.createFilter(
                    "(&(objectClass=" + Format.class.getName() + ")(" + Format.NAME + "=" + escaped + "))");
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException("'" + format + "' cannot be the name of a format", e);
        }
    }

    @Override
    public void open(boolean all) {
        super.open(all);
        synchronized (this) {
            if (registration == null) {
                registration = context.registerService(Plugin.class, FormatFollower::refuse, withProblem());
            }
        }
    }

    private static void refuse(Record record) throws UnavailableException {
        throw new UnavailableException("the format it writes is not there");
    }

    private Dictionary<String, ?> withProblem() {
        Map<String, Object> all = new HashMap<>(FrameworkUtil.asMap(properties));
        all.put(Plugin.PROBLEM, "there is no format named " + format + ". The file is written as soon as one is there");
        return FrameworkUtil.asDictionary(all);
    }

    @Override
    public void close() {
        super.close();
        synchronized (this) {
            unregister();
        }
    }

    @Override
    public synchronized Format addingService(ServiceReference<Format> reference) {
        Format found = super.addingService(reference);
        if (used == null && found != null) {
            offer(found);
        }
        return found;
    }

    @Override
    public synchronized void removedService(ServiceReference<Format> reference, Format gone) {
        if (gone == used) {
            withdraw();
            Format other = getService();
            if (other != null) {
                offer(other);
            }
        }
        super.removedService(reference, gone);
    }

    private void offer(Format found) {
        unregister();
        plugin = plugins.apply(found);
        used = found;
        registration = context.registerService(Plugin.class, plugin, properties);
    }

    private void unregister() {
        if (registration != null) {
            registration.unregister();
            registration = null;
        }
    }

    private void withdraw() {
        unregister();
        try {
            plugin.close();
        } catch (IOException e) {
            LOG.warn("What was not written yet comes again at the next start: {}", e.getMessage());
        }
        used = null;
        plugin = null;
    }
}
