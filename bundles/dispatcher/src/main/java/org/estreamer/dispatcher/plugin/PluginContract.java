package org.estreamer.dispatcher.plugin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.estreamer.dispatcher.delivery.Subscription;
import org.estreamer.pipeline.log.LogStart;
import org.estreamer.plugin.Plugin;
import org.estreamer.settings.ConfigurationFile;

/**
 * What a plugin's service properties promise and ask for.
 *
 * @param callback the name of the method that takes a record
 * @param mayLose  whether it rather loses records than hold back the server
 * @param interest the records it wants
 * @param start    where it begins in logs that are there before it
 */
record PluginContract(PluginIdentity identity, String callback, boolean mayLose, Interest interest, LogStart start) {
    /** The service property that says where it begins. */
    static final String START = "start";

    private static final List<String> REQUIRED = List.of("description", "author", "version");

    /**
     * Reads service properties.
     *
     * @throws Refusal if they are not a plugin's, with everything that has to be changed
     */
    static PluginContract of(PluginIdentity identity, Map<String, ?> properties) throws Refusal {
        List<String> missing = new ArrayList<>();
        for (String key : REQUIRED) {
            if (PluginIdentity.text(properties, key).isEmpty()) {
                missing.add("'" + key + "'");
            }
        }
        if (!missing.isEmpty()) {
            throw new Refusal("service property " + String.join(", ", missing) + " is missing or is not text");
        }
        if (properties.get(ConfiguredPlugin.PROBLEMS) instanceof List<?> problems && !problems.isEmpty()) {
            throw new Refusal(problems.stream().map(String::valueOf).collect(Collectors.joining("; ")));
        }
        List<String> slips = slips(properties);
        if (!slips.isEmpty()) {
            throw new Refusal(String.join("; ", slips));
        }
        String callback = PluginIdentity.text(properties, "callback");
        return new PluginContract(
                identity,
                callback.isEmpty() ? "onRecord" : callback,
                mayLose(properties.get("overflow")),
                Interest.of(properties.get(Interest.RECORDS)),
                start(properties.get(START)));
    }

    /** Values that are none of the valid ones, with the file in which they are. */
    static List<String> slips(Map<String, ?> properties) {
        List<String> slips = new ArrayList<>();
        List<Reading> readings = List.of(
                () -> mayLose(properties.get("overflow")),
                () -> Interest.of(properties.get(Interest.RECORDS)),
                () -> start(properties.get(START)));
        for (Reading reading : readings) {
            try {
                reading.read();
            } catch (Refusal e) {
                slips.add(ConfigurationFile.path(properties)
                        .map(file -> file.getFileName() + ": " + e.getMessage())
                        .orElse(e.getMessage()));
            }
        }
        return slips;
    }

    /** Reads a value, to see whether it can be read. */
    private interface Reading {
        void read() throws Refusal;
    }

    /** Binds it to the plugin. */
    Subscription subscription(Plugin plugin) throws Refusal {
        return new Subscription(
                identity.name(), identity.bundle(), Callback.bind(plugin, callback), interest::wants, mayLose);
    }

    /** Where it begins; the default where the property says nothing that is valid. */
    static LogStart startOrDefault(Object property) {
        try {
            return start(property);
        } catch (Refusal e) {
            return LogStart.DEFAULT; // whoever refuses the plugin for that says so
        }
    }

    private static LogStart start(Object property) throws Refusal {
        try {
            return property == null ? LogStart.DEFAULT : LogStart.parse(property.toString());
        } catch (IllegalArgumentException e) {
            throw new Refusal(e.getMessage());
        }
    }

    private static boolean mayLose(Object overflow) throws Refusal {
        if (overflow == null || overflow.equals("block")) {
            return false;
        }
        if (overflow.equals("drop")) {
            return true;
        }
        throw new Refusal("service property 'overflow' is '" + overflow + "'; valid are block and drop");
    }
}
