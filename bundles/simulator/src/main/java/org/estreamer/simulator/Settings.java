package org.estreamer.simulator;

import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.estreamer.settings.ConfigurationFile;
import org.estreamer.settings.NearestName;

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
 * @param replay           a file name; empty for none
 * @param session          a session to configure; empty for none
 */
record Settings(
        InetAddress address,
        int port,
        int rate,
        long records,
        int historySeconds,
        int recordsPerSecond,
        long seed,
        int keepAliveSeconds,
        String replay,
        String session) {

    private static final int MOST_PER_SECOND = 1_000_000;
    private static final int YEAR = 31_536_000;

    /**
     * Reads a configuration.
     *
     * @param properties the configuration; what it lacks has the default of {@link SimulatorConfiguration}
     * @return the settings
     * @throws IllegalArgumentException for a wrong one, with a sentence that names its key
     */
    static Settings read(Map<String, ?> properties) {
        List<String> damage = ConfigurationFile.problems(properties);
        if (!damage.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", damage));
        }
        Source source = new Source(properties);
        source.refuseUnknown();
        return new Settings(
                source.address("address"),
                (int) source.number("port", 0, 65_535),
                (int) source.number("rate", 0, MOST_PER_SECOND),
                source.number("records", 0, Long.MAX_VALUE / 2),
                (int) source.number("historySeconds", 0, YEAR),
                (int) source.number("recordsPerSecond", 1, MOST_PER_SECOND),
                source.number("seed", 0, Integer.MAX_VALUE),
                (int) source.number("keepAliveSeconds", 1, 3600),
                source.text("replay"),
                source.name("session"));
    }

    /** Where settings come from: a configuration, then the defaults. */
    private record Source(Map<String, ?> properties) {
        private static final List<String> KEYS = Arrays.stream(SimulatorConfiguration.class.getDeclaredMethods())
                .map(Method::getName)
                .sorted()
                .toList();

        /** A key with a dot or a leading mark belongs to the framework or to whoever installed the configuration. */
        void refuseUnknown() {
            for (String key : properties.keySet()) {
                if (key.matches("[A-Za-z0-9]+") && !KEYS.contains(key)) {
                    throw new IllegalArgumentException("unknown setting " + key + "; " + NearestName.advice(key, KEYS));
                }
            }
        }

        String text(String key) {
            Object value = properties.get(key);
            return (value == null ? defaultOf(key) : value).toString().strip();
        }

        String name(String key) {
            String text = text(key);
            if (!text.matches("[A-Za-z0-9._-]*")) {
                throw wrong(key, text, "a name of letters, digits, dots, dashes and underscores");
            }
            return text;
        }

        long number(String key, long least, long most) {
            String text = text(key);
            if (text.matches("-?[0-9]{1,18}")) {
                long value = Long.parseLong(text);
                if (value >= least && value <= most) {
                    return value;
                }
            }
            throw wrong(key, text, "a number from " + least + " to " + most);
        }

        InetAddress address(String key) {
            String text = text(key);
            try {
                return InetAddress.getByName(text);
            } catch (UnknownHostException e) {
                throw wrong(key, text, "an address of this machine, for example 127.0.0.1 or ::1");
            }
        }

        private static IllegalArgumentException wrong(String key, String value, String expected) {
            return new IllegalArgumentException(key + "=" + value + " is not " + expected);
        }

        private static Object defaultOf(String key) {
            try {
                return SimulatorConfiguration.class.getDeclaredMethod(key).getDefaultValue();
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException("no such setting: " + key, e);
            }
        }
    }
}
