package org.estreamer.plugin.file;

import java.io.IOException;
import java.util.Dictionary;
import java.util.function.Function;
import org.estreamer.files.FileFailure;
import org.estreamer.format.Format;
import org.estreamer.plugin.Plugin;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registers a plugin while a format is there that it can write with: no record ever meets a plugin without one. */
final class FormatFollower extends ServiceTracker<Format, Format> {
    private static final Logger LOG = LoggerFactory.getLogger(FormatFollower.class);

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
    public synchronized Format addingService(ServiceReference<Format> reference) {
        Format format = super.addingService(reference);
        if (used == null && format != null) {
            offer(format);
        }
        return format;
    }

    @Override
    public synchronized void removedService(ServiceReference<Format> reference, Format format) {
        if (format == used) {
            withdraw();
            Format other = getService();
            if (other != null) {
                offer(other);
            }
        }
        super.removedService(reference, format);
    }

    private void offer(Format format) {
        plugin = plugins.apply(format);
        used = format;
        registration = context.registerService(Plugin.class, plugin, properties);
    }

    private void withdraw() {
        registration.unregister();
        try {
            plugin.close();
        } catch (IOException e) {
            LOG.warn("What was not written yet comes again at the next start: {}", FileFailure.reason(e));
        }
        used = null;
        plugin = null;
        registration = null;
    }
}
