package org.estreamer.settings;

import java.util.Dictionary;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a password out of a component's properties, which consoles show to whoever looks at a component. A bundle has one
 * per setting and calls {@link #hide} from a {@code ConfigurationPlugin} that it registers in its activator, so before
 * any of its components is configured, with a {@code service.cmRanking} above 500 (the interpolation of placeholders comes
 * first) and up to 1000. The component then asks {@link #of}. For any thread.
 */
public final class HiddenSetting {
    private static final String PID = "service.pid";

    private final String name;
    private final Map<Object, String> values = new ConcurrentHashMap<>();

    /**
     * A setting that nobody else is to see.
     *
     * @param name the setting
     */
    public HiddenSetting(String name) {
        this.name = name;
    }

    /**
     * Takes the setting out of a configuration that is on its way to the component. A placeholder without a value is no
     * secret and stays, so that it can be complained about.
     *
     * @param properties the configuration's, with its {@code service.pid}
     */
    public void hide(Dictionary<String, Object> properties) {
        Object pid = properties.get(PID);
        Object value = properties.get(name);
        if (pid == null) {
            return;
        }
        if (value == null || !SettingProblems.unresolved(Map.of(name, value)).isEmpty()) {
            values.remove(pid);
        } else {
            values.put(pid, value.toString());
            properties.remove(name);
        }
    }

    /**
     * What was taken out of a configuration.
     *
     * @param properties the component's, with its {@code service.pid}
     * @return the value; empty if there was none, or nobody has called {@link #hide}
     */
    public Optional<String> of(Map<String, ?> properties) {
        Object pid = properties.get(PID);
        return pid == null ? Optional.empty() : Optional.ofNullable(values.get(pid));
    }

    /** Without the values. */
    @Override
    public String toString() {
        return name + " of " + values.keySet();
    }
}
