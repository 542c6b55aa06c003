package org.estreamer.dispatcher;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.estreamer.dispatcher.delivery.DeliverySettings;
import org.estreamer.settings.ConfigurationFile;
import org.estreamer.settings.SettingProblems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings that an operator has given the dispatcher, if nothing is wrong with them.
 *
 * @param delivery what counts
 * @param faults   why that is not the operator's, for an operator; empty if it is
 */
record ConfiguredSettings(DeliverySettings delivery, List<String> faults) {
    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredSettings.class);
    private static final List<String> NAMES = Arrays.stream(DispatcherConfiguration.class.getDeclaredMethods())
            .map(Method::getName)
            .sorted()
            .toList();

    /**
     * Checks a configuration, and logs what is wrong with it.
     *
     * @param configuration what the operator has set
     * @param properties    the same by name, and what nobody reads
     * @return the settings; the defaults of all where one is wrong: a slip of the pen is no reason to receive nothing,
     *     and half of what was written may be worse than none of it
     */
    static ConfiguredSettings of(DispatcherConfiguration configuration, Map<String, ?> properties) {
        String source = ConfigurationFile.source(properties);
        List<String> problems = problems(properties);
        if (problems.isEmpty()) {
            try {
                return new ConfiguredSettings(checked(configuration), List.of());
            } catch (RuntimeException e) {
                // thrown for a range by us, for what has another type by Declarative Services
                problems = List.of(String.valueOf(e.getMessage()));
            }
        }
        String fault = source + ": " + String.join("; ", problems)
                + ". Until that is corrected the dispatcher works with the defaults of all its settings";
        LOG.error("{}", fault);
        return new ConfiguredSettings(defaults(), List.of(fault));
    }

    /** What is wrong before anybody looks at the values. */
    static List<String> problems(Map<String, ?> properties) {
        List<String> problems = new ArrayList<>(ConfigurationFile.problems(properties));
        if (problems.isEmpty()) {
            problems.addAll(SettingProblems.unknown(properties.keySet(), NAMES, List.of()));
        }
        problems.addAll(SettingProblems.unresolved(properties));
        if (problems.isEmpty()) {
            problems.addAll(SettingProblems.noNumbers(DispatcherConfiguration.class, properties));
        }
        return problems;
    }

    /** The settings of an operator who has set nothing. */
    static DeliverySettings defaults() {
        return checked((DispatcherConfiguration) Proxy.newProxyInstance(
                ConfiguredSettings.class.getClassLoader(),
                new Class<?>[] {DispatcherConfiguration.class},
                (proxy, method, arguments) -> method.getDefaultValue()));
    }

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the setting that is out of range
     */
    static DeliverySettings checked(DispatcherConfiguration configuration) {
        Duration stuck = seconds("stuckSeconds", configuration.stuckSeconds(), 1, 86_400);
        Duration quarantine = seconds("quarantineSeconds", configuration.quarantineSeconds(), 1, 604_800);
        if (quarantine.compareTo(stuck) < 0) {
            throw new IllegalArgumentException("quarantineSeconds: " + quarantine.toSeconds()
                    + " is out of range; valid: stuckSeconds (" + stuck.toSeconds() + ") and more");
        }
        return new DeliverySettings(
                stuck,
                inRange("quarantineFailures", configuration.quarantineFailures(), 0, Integer.MAX_VALUE),
                quarantine,
                seconds("drainSeconds", configuration.drainSeconds(), 0, 3_600),
                seconds("positionSeconds", configuration.positionSeconds(), 1, 3_600),
                (long) inRange("deadLetterMegabytes", configuration.deadLetterMegabytes(), 1, 1_048_576) << 20);
    }

    private static Duration seconds(String name, int value, int least, int most) {
        return Duration.ofSeconds(inRange(name, value, least, most));
    }

    private static int inRange(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(SettingProblems.outOfRange(name, value, least, most));
        }
        return value;
    }
}
