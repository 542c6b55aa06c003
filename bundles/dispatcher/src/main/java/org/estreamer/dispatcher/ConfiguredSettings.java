package org.estreamer.dispatcher;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.estreamer.settings.ConfigurationFile;
import org.estreamer.settings.SettingProblems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The settings that an operator has given the dispatcher, if nothing is wrong with them. */
final class ConfiguredSettings {
    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredSettings.class);
    private static final List<String> NAMES = Arrays.stream(DispatcherConfiguration.class.getDeclaredMethods())
            .map(Method::getName)
            .sorted()
            .toList();

    private ConfiguredSettings() {}

    /**
     * Checks a configuration, and logs what is wrong with it.
     *
     * @param configuration what the operator has set
     * @param properties    the same by name, and what nobody reads
     * @return the settings; the defaults of all where one is wrong: a slip of the pen is no reason to receive nothing,
     *     and half of what was written may be worse than none of it
     */
    static Settings of(DispatcherConfiguration configuration, Map<String, ?> properties) {
        List<String> problems = problems(properties);
        if (problems.isEmpty()) {
            try {
                return Settings.of(configuration);
            } catch (RuntimeException e) { // thrown for a range by us, for what is no number by Declarative Services
                problems = List.of(String.valueOf(e.getMessage()));
            }
        }
        LOG.error(
                "{}: {}. Until that is corrected the dispatcher works with the defaults of all its settings",
                ConfigurationFile.source(properties),
                String.join("; ", problems));
        return Settings.defaults();
    }

    /** What is wrong before anybody looks at the values. */
    static List<String> problems(Map<String, ?> properties) {
        List<String> problems = new ArrayList<>(ConfigurationFile.problems(properties));
        if (problems.isEmpty()) {
            problems.addAll(SettingProblems.unknown(properties.keySet(), NAMES, List.of()));
        }
        problems.addAll(SettingProblems.unresolved(properties));
        return problems;
    }
}
