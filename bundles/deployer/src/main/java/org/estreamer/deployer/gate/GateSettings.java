package org.estreamer.deployer.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.estreamer.settings.ConfigurationFile;
import org.estreamer.settings.NearestName;
import org.estreamer.settings.SettingProblems;

/** Makes settings of a configuration. A slip in it shuts the gate: what was meant may have been to let in less. */
final class GateSettings {
    private static final String OWN = "plugins.";
    private static final List<String> NAMES =
            DeployerSettings.NAMES.stream().sorted().toList();

    /** What the framework, the folder's watcher and Karaf add to a configuration. */
    private static final List<String> OF_OTHERS =
            List.of("service.", "felix.fileinstall.", "org.apache.", "osgi.", "component.");

    private GateSettings() {}

    /**
     * Reads the settings.
     *
     * @param properties    the framework properties, which win
     * @param configuration the configuration, which may name its file
     */
    static DeployerSettings of(UnaryOperator<String> properties, Map<String, ?> configuration) {
        String problems = String.join("; ", problems(configuration));
        if (!problems.isEmpty()) {
            return DeployerSettings.closed(source(configuration) + ": " + problems);
        }
        DeployerSettings settings = DeployerSettings.from(name -> value(properties, configuration, name));
        boolean configured = NAMES.stream().allMatch(name -> properties.apply(name) == null);
        return settings.fault().isEmpty() || configuration.isEmpty() || !configured
                ? settings
                : DeployerSettings.closed(source(configuration) + ": " + settings.fault());
    }

    /** Whether nobody can tell what a configuration wants: its file is damaged, or it has names that there are not. */
    static boolean isUnclear(Map<String, ?> configuration) {
        return !problems(configuration).isEmpty();
    }

    /** A setting's value; null if it has none. */
    static String value(UnaryOperator<String> properties, Map<String, ?> configuration, String name) {
        String property = properties.apply(name);
        Object value = property == null ? configuration.get(name) : property;
        return value == null ? null : value.toString();
    }

    private static List<String> problems(Map<String, ?> configuration) {
        List<String> damage = ConfigurationFile.problems(configuration);
        if (!damage.isEmpty()) {
            return damage;
        }
        List<String> problems = new ArrayList<>(unknown(configuration));
        problems.addAll(SettingProblems.unresolved(configuration));
        return problems;
    }

    private static List<String> unknown(Map<String, ?> configuration) {
        Set<String> names = new TreeSet<>(configuration.keySet());
        names.removeAll(NAMES);
        names.removeIf(name -> OF_OTHERS.stream().anyMatch(name::startsWith));
        return names.stream()
                .map(name -> name + ": unknown setting; " + advice(name))
                .toList();
    }

    /** Many a slip is to leave out the beginning that all the names have. */
    private static String advice(String name) {
        boolean near = NearestName.of(name, NAMES).isPresent();
        return NearestName.advice(near ? name : OWN + name, NAMES);
    }

    private static String source(Map<String, ?> configuration) {
        return ConfigurationFile.path(configuration)
                .map(path -> path.getFileName().toString())
                .orElse(DeployerSettings.PID);
    }
}
