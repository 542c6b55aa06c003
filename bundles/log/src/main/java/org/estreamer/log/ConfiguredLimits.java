package org.estreamer.log;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.estreamer.log.server.Limits;
import org.estreamer.settings.ConfigurationFile;
import org.estreamer.settings.SettingProblems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an operator has set, if nothing is wrong with it.
 *
 * @param limits the limits of the logs
 * @param away   after which time a plugin counts as away
 * @param faults why these are not the operator's, for an operator; empty if they are
 */
record ConfiguredLimits(Limits limits, Duration away, List<String> faults) {
    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredLimits.class);
    private static final long MEGABYTE = 1 << 20;
    private static final List<String> NAMES = Arrays.stream(LogConfiguration.class.getDeclaredMethods())
            .map(Method::getName)
            .sorted()
            .toList();

    /**
     * Checks a configuration, and logs what is wrong with it.
     *
     * @param configuration what the operator has set
     * @param properties    the same by name, and what nobody reads
     * @return the settings; the defaults of all where one is wrong: a slip of the pen is no reason to receive nothing
     */
    static ConfiguredLimits of(LogConfiguration configuration, Map<String, ?> properties) {
        List<String> problems = new ArrayList<>(ConfigurationFile.problems(properties));
        if (problems.isEmpty()) {
            problems.addAll(SettingProblems.unknown(properties.keySet(), NAMES, List.of()));
        }
        problems.addAll(SettingProblems.unresolved(properties));
        if (problems.isEmpty()) {
            problems.addAll(SettingProblems.noNumbers(LogConfiguration.class, properties));
        }
        if (problems.isEmpty()) {
            try {
                return of(configuration);
            } catch (RuntimeException e) {
                // thrown for a range by us, for what has another type by Declarative Services
                problems = List.of(String.valueOf(e.getMessage()));
            }
        }
        String fault = ConfigurationFile.source(properties) + ": " + String.join("; ", problems)
                + ". Until that is corrected the log works with the defaults of all its settings";
        LOG.error("{}", fault);
        ConfiguredLimits defaults = defaults();
        return new ConfiguredLimits(defaults.limits, defaults.away, List.of(fault));
    }

    /** The settings of an operator who has set nothing. */
    static ConfiguredLimits defaults() {
        return of((LogConfiguration) Proxy.newProxyInstance(
                ConfiguredLimits.class.getClassLoader(),
                new Class<?>[] {LogConfiguration.class},
                (proxy, method, arguments) -> method.getDefaultValue()));
    }

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException naming the setting that is out of range
     */
    static ConfiguredLimits of(LogConfiguration configuration) {
        int segment = inRange("segmentMegabytes", configuration.segmentMegabytes(), 1, 1_024);
        Limits limits = new Limits(
                Duration.ofHours(inRange("retainHours", configuration.retainHours(), 0, 8_760)),
                MEGABYTE * inRange("retainMegabytes", configuration.retainMegabytes(), 1, 1_048_576),
                MEGABYTE * inRange("maxMegabytes", configuration.maxMegabytes(), 2 * segment, 1_048_576),
                MEGABYTE * segment,
                Duration.ofMillis(inRange("syncMillis", configuration.syncMillis(), 1, 60_000)),
                inRange("reorderSeconds", configuration.reorderSeconds(), 0, 3_600),
                MEGABYTE * inRange("reserveMegabytes", configuration.reserveMegabytes(), 0, 1_048_576),
                MEGABYTE * inRange("memoryMegabytes", configuration.memoryMegabytes(), 1, 4_096));
        return new ConfiguredLimits(
                limits, Duration.ofMinutes(inRange("awayMinutes", configuration.awayMinutes(), 1, 525_600)), List.of());
    }

    private static int inRange(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(SettingProblems.outOfRange(name, value, least, most));
        }
        return value;
    }
}
