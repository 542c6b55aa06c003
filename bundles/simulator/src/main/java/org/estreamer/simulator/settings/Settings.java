package org.estreamer.simulator.settings;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.estreamer.settings.ConfigurationFile;

/**
 * The checked settings of one simulator; {@link SimulatorConfiguration} tells what they mean.
 *
 * @param address          where to listen
 * @param port             0 for any free one
 * @param rate             records per second; 0 for full speed
 * @param records          how many there are in all; 0 for no end
 * @param historySeconds   how much is stored at the start
 * @param recordsPerSecond how many share an archival second at full speed
 * @param seed             chooses the content
 * @param keepAliveSeconds when an idle connection gets a null
 * @param replay           a captured stream or a log; empty for none
 * @param session          a session to configure; empty for none
 * @param disorder         how archival seconds and the order of storing are disturbed
 * @param delivery         how connections get what is stored
 */
public record Settings(
        InetAddress address,
        int port,
        int rate,
        long records,
        int historySeconds,
        int recordsPerSecond,
        long seed,
        int keepAliveSeconds,
        String replay,
        String session,
        Disorder disorder,
        Delivery delivery) {

    private static final int MOST_PER_SECOND = 1_000_000;
    private static final int YEAR = 31_536_000;

    /**
     * Reads a configuration.
     *
     * @param properties the configuration; what it lacks has the default of {@link SimulatorConfiguration}
     * @return the settings
     * @throws IllegalArgumentException for a wrong one, with a sentence that names its key
     */
    public static Settings read(Map<String, ?> properties) {
        List<String> damage = ConfigurationFile.problems(properties);
        if (!damage.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", damage));
        }
        ConfiguredValues values = new ConfiguredValues(properties);
        values.refuseUnknown();
        Settings settings = new Settings(
                values.address("address"),
                values.number("port", 0, 65_535),
                values.number("rate", 0, MOST_PER_SECOND),
                values.count("records"),
                values.number("historySeconds", 0, YEAR),
                values.number("recordsPerSecond", 1, MOST_PER_SECOND),
                values.number("seed", 0, Integer.MAX_VALUE),
                values.number("keepAliveSeconds", 1, 3600),
                values.text("replay"),
                values.name("session"),
                Disorder.read(values),
                Delivery.read(values));
        if (settings.rate == 0
                && settings.records == 0
                && settings.delivery.repeatOrder() == Delivery.Order.BY_SOURCE) {
            throw ConfiguredValues.wrong(
                    "repeatOrder", "bySource", "possible where history has no end; set rate or records");
        }
        return settings;
    }
}
