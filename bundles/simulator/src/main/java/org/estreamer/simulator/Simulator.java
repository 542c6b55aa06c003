package org.estreamer.simulator;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Dictionary;
import java.util.Map;
import java.util.Optional;
import org.estreamer.files.Folders;
import org.estreamer.pipeline.log.LogFiles;
import org.estreamer.pipeline.message.MessageCodec;
import org.estreamer.simulator.keys.KeyFolder;
import org.estreamer.simulator.settings.Settings;
import org.estreamer.simulator.settings.SimulatorConfiguration;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The simulator as a component: one for every configuration {@code org.estreamer.simulator-NAME.cfg}. While it listens
 * there is a service with the properties {@code service.pid}, {@code name}, {@code address}, {@code port} and
 * {@code keys}, the folder with the keys of its clients. A wrong setting is logged once, and nothing listens until the
 * configuration is changed. In a process that only looks none is started.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = "org.estreamer.simulator",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = SimulatorConfiguration.class, factory = true)
public final class Simulator {
    private static final Logger LOG = LoggerFactory.getLogger(Simulator.class);
    private static final String FILE_NAME = "felix.fileinstall.filename";

    private final String name;
    private final ManagementCenter center;
    private final ServiceRegistration<Simulator> registration;
    private final SessionConfigurator session;

    /**
     * Starts listening.
     *
     * @param context    has the folders, as framework properties
     * @param properties the configuration
     * @param codec      knows the layouts
     * @param files      reads logs that are replayed; null while nobody does
     * @param admin      gets the session that connects here
     */
    @Activate
    public Simulator(
            BundleContext context,
            Map<String, Object> properties,
            @Reference MessageCodec codec,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    LogFiles files,
            @Reference ConfigurationAdmin admin) {
        this.name = nameOf(properties);
        if (Folders.onlyLooks(context::getProperty)) {
            this.center = null;
            this.registration = null;
            this.session = look(Folders.data(context::getProperty), properties, admin);
            return;
        }
        this.center = start(context, properties, codec, files);
        if (center == null) {
            this.registration = null;
            this.session = null;
            return;
        }
        LOG.info("Simulator {}: listening on {} port {}", name, center.address().getHostAddress(), center.port());
        this.registration = context.registerService(Simulator.class, this, serviceProperties(properties));
        String sessionName = Settings.read(properties).session();
        this.session = sessionName.isEmpty() ? null : new SessionConfigurator(admin, sessionName, name);
        if (session != null) {
            session.create(center.address(), center.port(), center.keys());
        }
    }

    /** Takes the session back, cuts the connections and stops listening. */
    @Deactivate
    void stop() {
        if (session != null) {
            session.delete();
        }
        if (center != null) {
            registration.unregister();
            center.close();
            LOG.info("Simulator {}: stopped", name);
        }
    }

    private ManagementCenter start(
            BundleContext context, Map<String, Object> properties, MessageCodec codec, LogFiles files) {
        try {
            Settings settings = Settings.read(properties);
            return new ManagementCenter(
                    name, settings, Folders.data(context::getProperty), codec, files, InstantSource.system());
        } catch (IllegalArgumentException e) {
            LOG.error("Simulator {} ({}): not started: {}", name, source(properties), e.getMessage());
            LOG.debug("Simulator {}: details", name, e);
            return null;
        }
    }

    /** A check tries the simulator of the process that runs, and starts no second one. */
    private SessionConfigurator look(Path data, Map<String, Object> properties, ConfigurationAdmin admin) {
        try {
            Settings settings = Settings.read(properties);
            if (settings.session().isEmpty()) {
                return null;
            }
            Optional<KeyFolder> keys = KeyFolder.ofListening(ManagementCenter.keys(data, name));
            if (keys.isEmpty()) {
                LOG.warn(
                        "Simulator {} ({}) is not running, so session {} cannot be tried: start it with run",
                        name,
                        source(properties),
                        settings.session());
                return null;
            }
            SessionConfigurator made = new SessionConfigurator(admin, settings.session(), name);
            made.create(settings.address(), keys.get().port(), keys.get());
            return made;
        } catch (IllegalArgumentException | IOException | GeneralSecurityException e) {
            LOG.error("Simulator {} ({}): {}", name, source(properties), e.getMessage());
            return null;
        }
    }

    private Dictionary<String, Object> serviceProperties(Map<String, Object> configuration) {
        return FrameworkUtil.asDictionary(Map.of(
                Constants.SERVICE_PID,
                configuration.get(Constants.SERVICE_PID),
                "name",
                name,
                "address",
                center.address().getHostAddress(),
                "port",
                center.port(),
                "keys",
                center.keys().folder().toString()));
    }

    /** The NAME of the configuration file, which is also behind the mark in the pid. */
    private static String nameOf(Map<String, Object> properties) {
        String pid = String.valueOf(properties.get(Constants.SERVICE_PID));
        String file = source(properties);
        String name = pid.contains("~") ? pid.substring(pid.indexOf('~') + 1) : file.replaceFirst("^[^-]*-", "");
        return name.replaceFirst("\\.(cfg|config)$", "").replaceAll("[^A-Za-z0-9._-]", "_");
    }

    /** The configuration's file, or its pid if it has none. */
    private static String source(Map<String, Object> properties) {
        Object pid = properties.get(Constants.SERVICE_PID);
        return String.valueOf(properties.getOrDefault(FILE_NAME, pid)).replaceFirst(".*/", "");
    }
}
