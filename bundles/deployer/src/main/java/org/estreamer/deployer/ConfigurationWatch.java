package org.estreamer.deployer;

import java.util.Collections;
import java.util.Dictionary;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.osgi.service.cm.ManagedService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lays the configuration under the framework properties: those are in force before a configuration arrives, and none
 * can open a gate they have closed.
 */
final class ConfigurationWatch implements ManagedService {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationWatch.class);

    private final UnaryOperator<String> properties;
    private final Consumer<DeployerSettings> changed;
    private DeployerSettings current;

    ConfigurationWatch(UnaryOperator<String> properties, DeployerSettings initial, Consumer<DeployerSettings> changed) {
        this.properties = properties;
        this.changed = changed;
        this.current = initial;
        tell();
    }

    @Override
    public synchronized void updated(Dictionary<String, ?> configuration) {
        if (configuration != null) {
            warnOfUnknown(configuration);
        }
        DeployerSettings fresh = DeployerSettings.from(name -> value(configuration, name));
        if (!fresh.equals(current)) {
            current = fresh;
            tell();
            changed.accept(fresh);
        }
    }

    private String value(Dictionary<String, ?> configuration, String name) {
        String property = properties.apply(name);
        if (property != null || configuration == null) {
            return property;
        }
        Object value = configuration.get(name);
        return value == null ? null : value.toString();
    }

    private void tell() {
        if (current.fault().isEmpty()) {
            LOG.info("Plugin gate: {}", current);
        } else {
            LOG.error("Plugin gate: {}", current);
        }
    }

    private static void warnOfUnknown(Dictionary<String, ?> configuration) {
        for (String name : Collections.list(configuration.keys())) {
            if (name.startsWith("plugins.") && !DeployerSettings.NAMES.contains(name)) {
                LOG.warn("{}: unknown setting {}; there are {}", DeployerSettings.PID, name, DeployerSettings.NAMES);
            }
        }
    }
}
