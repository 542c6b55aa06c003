package org.estreamer.dispatcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a plugin's service properties promise and ask for.
 *
 * @param callback the name of the method that takes a record
 * @param block    whether a full queue holds back the server; otherwise records are left out
 * @param interest the records it wants
 */
record PluginContract(PluginIdentity identity, String callback, boolean block, Interest interest) {
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
        String callback = PluginIdentity.text(properties, "callback");
        return new PluginContract(
                identity,
                callback.isEmpty() ? "onRecord" : callback,
                blocks(properties.get("overflow")),
                Interest.of(properties.get(Interest.RECORDS)));
    }

    private static boolean blocks(Object overflow) throws Refusal {
        if (overflow == null || overflow.equals("block")) {
            return true;
        }
        if (overflow.equals("drop")) {
            return false;
        }
        throw new Refusal("service property 'overflow' is '" + overflow + "'; valid are block and drop");
    }
}
