package org.estreamer.deployer.gate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.estreamer.files.Folders;
import org.estreamer.settings.ConfigurationFile;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.ManagedService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lays the configuration under the framework properties: none can open a gate they have closed. Before a configuration
 * arrives its file is in force, and when one goes away, signed stays signed.
 */
public final class ConfigurationWatch implements ManagedService {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationWatch.class);

    private final UnaryOperator<String> properties;
    private final GateFile file;
    private final Consumer<DeployerSettings> changed;
    private final Executor log;

    /** Whether only signed jars were wanted when somebody last said so, rightly spelt or not. */
    private boolean signedWanted;

    private DeployerSettings current;

    /**
     * Reads the settings that are in force from the start.
     *
     * @param properties the framework properties
     * @param changed    told of each change after that
     * @param log        runs what logs, once there is a log
     */
    public ConfigurationWatch(UnaryOperator<String> properties, Consumer<DeployerSettings> changed, Executor log) {
        this.properties = properties;
        this.file = new GateFile(properties);
        this.changed = changed;
        this.log = log;
        this.current = fromFile();
        tell(current);
    }

    /** The settings in force. */
    public synchronized DeployerSettings current() {
        return current;
    }

    @Override
    public synchronized void updated(Dictionary<String, ?> configuration) {
        Optional<Path> elsewhere =
                configuration == null ? Optional.empty() : elsewhere(FrameworkUtil.asMap(configuration));
        if (elsewhere.isPresent()) {
            LOG.error(
                    "Plugin gate: {} is not taken, and the gate stays as it is: it is set in {} only",
                    elsewhere.get(),
                    Folders.etc(properties));
            return;
        }
        // none also means: not yet
        DeployerSettings fresh = configuration == null ? fromFile() : from(FrameworkUtil.asMap(configuration));
        if (!fresh.equals(current)) {
            current = fresh;
            tell(fresh);
            changed.accept(fresh);
        }
    }

    /** The file of a configuration that somebody has read from another folder than that of configurations. */
    private Optional<Path> elsewhere(Map<String, ?> configuration) {
        return ConfigurationFile.path(configuration)
                .filter(file -> !isSame(file.toAbsolutePath().getParent(), Folders.etc(properties)));
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            // a folder that is not there is none of ours
            return false;
        }
    }

    private DeployerSettings fromFile() {
        try {
            return from(file.read());
        } catch (IOException e) {
            return DeployerSettings.closed(e.getMessage());
        }
    }

    private DeployerSettings from(Map<String, ?> configuration) {
        DeployerSettings fresh = DeployerSettings.of(properties, configuration);
        String trust = DeployerSettings.value(properties, configuration, DeployerSettings.TRUST);
        if (trust != null && !trust.isBlank()) {
            signedWanted = !trust.strip().equals("any");
        } else if (DeployerSettings.isUnclear(configuration)) {
            signedWanted = true;
        } else if (signedWanted && fresh.fault().isEmpty()) {
            LOG.warn(
                    "Plugin gate: {} is not set any more in {}. The gate stays as it is ({}) until that is set to any,"
                            + " or the process starts anew",
                    DeployerSettings.TRUST,
                    DeployerSettings.PID,
                    current);
            return current;
        }
        return fresh;
    }

    private void tell(DeployerSettings settings) {
        log.execute(() -> {
            if (settings.fault().isEmpty()) {
                LOG.info("Plugin gate: {}", settings);
            } else {
                LOG.error("Plugin gate: {}", settings);
            }
        });
    }
}
