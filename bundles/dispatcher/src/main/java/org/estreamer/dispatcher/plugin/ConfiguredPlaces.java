package org.estreamer.dispatcher.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.estreamer.pipeline.log.EventLog;
import org.estreamer.settings.ConfigurationFolder;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives every plugin a place in the log from the moment its configuration appears, whether it starts or not: what arrives
 * must not go because an operator misspelt a name, or a destination was not there yet.
 */
public final class ConfiguredPlaces implements ConfigurationListener {
    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredPlaces.class);
    private static final String PREFIX = "org.estreamer.plugin.";

    private final ConfigurationAdmin admin;
    private final EventLog log;
    private final Path etc;
    private final Set<String> served = new HashSet<>();
    /** By pid: of a configuration that has gone nothing else is told. */
    private final Map<String, String> names = new HashMap<>();
    /** The plugin's name by the file that cannot be read. */
    private final Map<String, String> unread = new HashMap<>();

    /**
     * Makes one.
     *
     * @param admin knows the configurations
     * @param log   where the places are
     * @param etc   the folder of configuration files
     */
    public ConfiguredPlaces(ConfigurationAdmin admin, EventLog log, Path etc) {
        this.admin = admin;
        this.log = log;
        this.etc = etc;
    }

    /** Looks at the configurations that are there. */
    public synchronized void list() {
        keep("(service.pid=" + PREFIX + "*)");
    }

    /** Looks for files of which no configuration is made, because they cannot be read: whoever corrects one lacks nothing. */
    public synchronized void look() {
        Map<String, String> now = new TreeMap<>();
        for (String file : ConfigurationFolder.unreadable(etc).keySet()) {
            if (file.startsWith(PREFIX)) {
                now.put(file, PluginIdentity.nameOfFile(file));
            }
        }
        now.forEach((file, name) -> {
            if (!unread.containsKey(file) && !names.containsValue(name)) {
                log.keep(name, PluginContract.startOrDefault(null));
            }
        });
        unread.forEach((file, name) -> {
            if (!now.containsKey(file) && !Files.exists(etc.resolve(file)) && !names.containsValue(name)) {
                forget(name);
            }
        });
        unread.clear();
        unread.putAll(now);
    }

    /** A plugin of that name is here, or was: its place does not go with its configuration. */
    synchronized void served(String plugin) {
        served.add(plugin);
    }

    @Override
    public synchronized void configurationEvent(ConfigurationEvent event) {
        String pid = event.getPid();
        if (!pid.startsWith(PREFIX)) {
            return;
        }
        if (event.getType() == ConfigurationEvent.CM_UPDATED) {
            keep("(service.pid=" + pid + ")");
        } else if (event.getType() == ConfigurationEvent.CM_DELETED) {
            String name = names.getOrDefault(pid, pid);
            names.remove(pid);
            forget(name);
        }
    }

    private void forget(String name) {
        if (!served.contains(name) && log.forget(name)) {
            LOG.info("Plugin {} has never been here and is not configured any more: nothing is kept for it", name);
        }
    }

    private void keep(String filter) {
        try {
            Configuration[] found = admin.listConfigurations(filter);
            for (Configuration configuration : found == null ? new Configuration[0] : found) {
                Dictionary<String, Object> properties = configuration.getProperties();
                Object start = properties == null ? null : properties.get(PluginContract.START);
                String name = PluginIdentity.nameOf(
                        configuration.getPid(), properties == null ? Map.of() : FrameworkUtil.asMap(properties));
                names.put(configuration.getPid(), name);
                log.keep(name, PluginContract.startOrDefault(start));
            }
        } catch (IllegalStateException e) {
            // it is being replaced, as at every start: then the dispatcher begins anew, and so do we
            LOG.debug("Configuration Admin has gone", e);
        } catch (IOException | InvalidSyntaxException e) {
            LOG.error(
                    "Cannot read the plugins' configurations, so one that does not start has no place: {}",
                    e.toString());
        }
    }
}
