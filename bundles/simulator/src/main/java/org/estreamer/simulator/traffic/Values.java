package org.estreamer.simulator.traffic;

import java.util.LinkedHashMap;
import java.util.Map;

/** Field values by name. */
public final class Values {
    private Values() {}

    /** A map of names and values in turn; unlike {@link Map#of} without a limit, and it may be added to. */
    public static Map<String, Object> of(Object... namesAndValues) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return values;
    }
}
