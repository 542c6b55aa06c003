package org.estreamer.dispatcher.plugin;

import java.util.Collection;
import java.util.Map;
import org.estreamer.settings.PlainText;

/**
 * Who a plugin is. Only text, so that lists may keep it after the plugin has gone.
 *
 * @param name     short, stable across restarts and unique: places in the log are kept under it
 * @param bundleId the id of the bundle that registered it
 * @param bundle   the bundle's symbolic name and id
 */
public record PluginIdentity(
        String name, String version, String author, String description, long bundleId, String bundle) {

    /** Reads what the registration says of itself; what is missing is empty. */
    public static PluginIdentity of(Map<String, ?> properties, String symbolicName, long bundleId) {
        return new PluginIdentity(
                name(properties, symbolicName),
                text(properties, "version"),
                text(properties, "author"),
                text(properties, "description"),
                bundleId,
                symbolicName + " [" + bundleId + "]");
    }

    PluginIdentity named(String other) {
        return new PluginIdentity(other, version, author, description, bundleId, bundle);
    }

    /** The service property if it is text, in one line without blanks around it; else empty. */
    static String text(Map<String, ?> properties, String key) {
        return properties.get(key) instanceof String text ? PlainText.line(text) : "";
    }

    private static String name(Map<String, ?> properties, String symbolicName) {
        String pid = first(properties.get("service.pid"));
        if (pid.indexOf('~') > 0) {
            return nameOf(pid);
        }
        String component = text(properties, "component.name");
        return component.isEmpty() ? symbolicName : component;
    }

    /** The name that the plugin of a configuration has: {@code file~alerts} for one of a factory, else the pid. */
    static String nameOf(String pid) {
        int tilde = pid.indexOf('~');
        return tilde > 0 ? pid.substring(pid.lastIndexOf('.', tilde) + 1) : pid;
    }

    private static String first(Object property) {
        if (property instanceof Collection<?> several && !several.isEmpty()) {
            return first(several.iterator().next());
        }
        if (property instanceof Object[] several && several.length > 0) {
            return first(several[0]);
        }
        return property instanceof String text ? text : "";
    }
}
