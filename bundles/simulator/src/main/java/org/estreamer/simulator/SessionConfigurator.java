package org.estreamer.simulator;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Map;
import org.estreamer.simulator.keys.KeyFolder;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Configures a session that connects to a simulator, for as long as the simulator listens. */
final class SessionConfigurator {
    private static final Logger LOG = LoggerFactory.getLogger(SessionConfigurator.class);
    private static final String FACTORY = "org.estreamer.session";
    private static final String ANY_BUNDLE = "?";
    /** Marks what a simulator may change and delete: an operator's own session of that name is left alone. */
    private static final String MARK = "simulator.name";

    private final ConfigurationAdmin admin;
    private final String session;
    private final String simulator;

    /**
     * Does nothing yet.
     *
     * @param admin     holds the configurations
     * @param session   the name of the session
     * @param simulator the name of the simulator
     */
    SessionConfigurator(ConfigurationAdmin admin, String session, String simulator) {
        this.admin = admin;
        this.session = session;
        this.simulator = simulator;
    }

    /**
     * Makes the session connect.
     *
     * @param address where the simulator listens
     * @param port    its port
     * @param keys    its keys
     */
    void create(InetAddress address, int port, KeyFolder keys) {
        try {
            Configuration configuration = admin.getFactoryConfiguration(FACTORY, session, ANY_BUNDLE);
            if (configuration.getProperties() != null && !isOwn(configuration)) {
                LOG.error(
                        "Simulator {}: session {} is configured already and is left as it is; name another one in the"
                                + " setting session",
                        simulator,
                        session);
                return;
            }
            configuration.update(FrameworkUtil.asDictionary(properties(address, port, keys)));
        } catch (IOException e) {
            LOG.error("Simulator {}: session {} cannot be configured: {}", simulator, session, e.getMessage());
        }
    }

    /** Removes the session. */
    void delete() {
        try {
            Configuration configuration = admin.getFactoryConfiguration(FACTORY, session, ANY_BUNDLE);
            if (configuration.getProperties() == null || isOwn(configuration)) {
                configuration.delete();
            }
        } catch (IOException | IllegalStateException e) {
            LOG.debug("Simulator {}: session {} cannot be removed", simulator, session, e);
        }
    }

    private Map<String, Object> properties(InetAddress address, int port, KeyFolder keys) {
        InetAddress host = address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
        return Map.of(
                MARK,
                simulator,
                "host",
                host.getHostAddress(),
                "port",
                port,
                "identity",
                keys.clientCertificate().toString(),
                "identityKey",
                keys.clientKey().toString(),
                "trust",
                keys.authority().toString(),
                "start",
                "resume");
    }

    private boolean isOwn(Configuration configuration) {
        return simulator.equals(configuration.getProperties().get(MARK));
    }
}
