package org.estreamer.dispatcher;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.estreamer.pipeline.ConfigurationFile;
import org.estreamer.pipeline.SettingProblems;
import org.osgi.framework.Bundle;

/**
 * Looks at the file a plugin is configured by: damage, settings that are there twice, and, where the plugin's bundle
 * describes its settings as metatype, names that are none of them.
 */
final class ConfiguredPlugin {
    /** The service property under which the tracker hands on what is wrong; the dot marks it as nobody else's. */
    static final String PROBLEMS = ".problems";

    private static final Pattern SETTING = Pattern.compile("<AD id=\"([^\"]+)\"");
    private static final Pattern DESIGNATE = Pattern.compile("<Designate (?:factoryPid|pid)=\"([^\"]+)\"");
    private static final List<String> OF_ANY_PLUGIN =
            List.of("records", "overflow", "callback", "description", "author", "version");

    private ConfiguredPlugin() {}

    /**
     * Looks.
     *
     * @param bundle     the plugin's
     * @param properties its service properties, which name the file it is configured by
     * @return what is wrong, a sentence each
     */
    static List<String> problems(Bundle bundle, Map<String, ?> properties) {
        List<String> damage = ConfigurationFile.problems(properties);
        List<String> problems = damage.isEmpty() ? unknown(bundle, properties) : damage;
        String source = ConfigurationFile.source(properties) + ": ";
        return problems.stream().map(source::concat).toList();
    }

    private static List<String> unknown(Bundle bundle, Map<String, ?> properties) {
        Set<String> names = ConfigurationFile.settings(properties);
        if (names.isEmpty()) {
            // no file: the bundle need not be opened
            return List.of();
        }
        List<String> known = settings(bundle, properties);
        if (known.isEmpty()) {
            return List.of();
        }
        return SettingProblems.unknown(names, known, OF_ANY_PLUGIN);
    }

    /** The names of the settings that the bundle describes; empty if it does not. */
    private static List<String> settings(Bundle bundle, Map<String, ?> properties) {
        String pid = String.valueOf(properties.get("service.pid")).replaceFirst("[~].*", "");
        Enumeration<URL> files = bundle.findEntries("OSGI-INF/metatype", "*.xml", false);
        List<URL> descriptions = files == null ? List.of() : Collections.list(files);
        for (URL description : descriptions) {
            String text = text(description);
            Matcher designate = DESIGNATE.matcher(text);
            if (designate.find() && designate.group(1).equals(pid)) {
                TreeSet<String> names = new TreeSet<>();
                SETTING.matcher(text).results().forEach(setting -> names.add(setting.group(1)));
                return List.copyOf(names);
            }
        }
        return List.of();
    }

    private static String text(URL file) {
        try (InputStream in = file.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return ""; // the bundle is going, and its service with it
        }
    }
}
