package org.estreamer.simulator.settings;

import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.estreamer.settings.NearestName;

/** Where settings come from: a configuration, then the defaults of {@link SimulatorConfiguration}. */
record ConfiguredValues(Map<String, ?> properties) {
    private static final List<String> KEYS = Arrays.stream(SimulatorConfiguration.class.getDeclaredMethods())
            .map(Method::getName)
            .sorted()
            .toList();
    /** So high that no test gets there, and far from where numbers of records overflow. */
    private static final long MOST_COUNTED = 1_000_000_000_000_000L;

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

    boolean flag(String key) {
        String text = text(key);
        if (!text.matches("true|false")) {
            throw wrong(key, text, "true or false");
        }
        return Boolean.parseBoolean(text);
    }

    int number(String key, int least, int most) {
        return (int) number(key, (long) least, most);
    }

    /** A number of records. */
    long count(String key) {
        return number(key, 0, MOST_COUNTED);
    }

    private long number(String key, long least, long most) {
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

    static IllegalArgumentException wrong(String key, String value, String expected) {
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
