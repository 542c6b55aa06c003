package org.estreamer.dispatcher.plugin;

import java.util.Collection;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.estreamer.settings.ConfigurationFile;
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

    /** The setting, or service property, that gives a plugin another name than that of its configuration. */
    static final String NAME = "name";

    private static final Pattern FILE = Pattern.compile("(.+?)[-~](.+)\\.(?:cfg|config)");

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
        return properties.get(key) instanceof String text ? PlainText.line(text).strip() : "";
    }

    private static String name(Map<String, ?> properties, String symbolicName) {
        String pid = first(properties.get("service.pid"));
        String configured = nameOf(pid, properties);
        if (!configured.equals(pid)) {
            return configured;
        }
        String component = text(properties, "component.name");
        return component.isEmpty() ? symbolicName : component;
    }

    /**
     * The name that the plugin of a configuration has: the one that it is given as {@code name}, else {@code file~alerts} for one
     * of a factory, else the pid. Where a console has made the pid up, as Karaf's does for {@code config:edit --factory --alias
     * alerts}, the alias stands in the name of the file. A name is never made of an order, which a restart may change.
     *
     * @param properties of the configuration, or of the service that it has become
     */
    static String nameOf(String pid, Map<String, ?> properties) {
        String given = text(properties, NAME);
        if (!given.isEmpty()) {
            return given;
        }
        int tilde = pid.indexOf('~');
        if (tilde > 0) {
            return kind(pid.substring(0, tilde)) + pid.substring(tilde);
        }
        Matcher file = FILE.matcher(ConfigurationFile.source(properties));
        if (file.matches() && pid.startsWith(file.group(1) + ".")) {
            return named(file);
        }
        String factory = first(properties.get("service.factoryPid"));
        return !factory.isEmpty() && pid.startsWith(factory + ".")
                ? kind(factory) + "~" + pid.substring(factory.length() + 1)
                : pid;
    }

    /** The name that a plugin has by the name of its file alone. */
    static String nameOfFile(String file) {
        Matcher parts = FILE.matcher(file);
        return parts.matches() ? named(parts) : file.replaceFirst("\\.[^.]*$", "");
    }

    private static String named(Matcher file) {
        return kind(file.group(1)) + "~" + file.group(2);
    }

    private static String kind(String factory) {
        return factory.substring(factory.lastIndexOf('.') + 1);
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
