package org.estreamer.dispatcher.plugin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.estreamer.settings.ConfigurationFile;
import org.estreamer.settings.PasswordPlace;
import org.estreamer.settings.SettingProblems;
import org.osgi.framework.Bundle;
import org.osgi.service.metatype.MetaTypeService;

/**
 * Looks at what a plugin is configured by: damage of the file, settings that are there twice, placeholders without a value,
 * and, where the plugin's bundle describes its settings as metatype, names that are none of them, and passwords.
 */
final class ConfiguredPlugin {
    /** The service property under which the tracker hands on what is wrong; the dot marks it as nobody else's. */
    static final String PROBLEMS = ".problems";

    private static final List<String> OF_ANY_PLUGIN = List.of(
            PluginIdentity.NAME, "records", "overflow", "start", "callback", "description", "author", "version");

    private final MetaTypeService metatypes;

    ConfiguredPlugin(MetaTypeService metatypes) {
        this.metatypes = metatypes;
    }

    /**
     * Looks for what keeps the plugin from work.
     *
     * @param bundle     the plugin's
     * @param properties its service properties, which name the file it is configured by
     * @param frameworkProperty gives a framework property, or null
     * @return what is wrong, a sentence each
     */
    List<String> problems(Bundle bundle, Map<String, ?> properties, UnaryOperator<String> frameworkProperty) {
        List<String> problems = new ArrayList<>(ConfigurationFile.problems(properties));
        if (problems.isEmpty()) {
            problems.addAll(unknown(bundle, properties));
        }
        problems.addAll(SettingProblems.unresolved(properties, frameworkProperty));
        return named(properties, problems);
    }

    /**
     * Looks for passwords that others can get at. A plugin that publishes none has them in its file all the same.
     *
     * @param bundle            the plugin's
     * @param properties        its service properties
     * @param frameworkProperty gives a framework property, or null
     * @return a warning for each
     */
    List<String> warnings(Bundle bundle, Map<String, ?> properties, UnaryOperator<String> frameworkProperty) {
        if (ConfigurationFile.settings(properties).isEmpty()) {
            return List.of(); // no file: the bundle need not be opened
        }
        Collection<String> passwords =
                DescribedSettings.of(metatypes, bundle, properties).passwords();
        return named(properties, PasswordPlace.warnings(properties, passwords, frameworkProperty));
    }

    private static List<String> named(Map<String, ?> properties, List<String> sentences) {
        String source = ConfigurationFile.source(properties) + ": ";
        return sentences.stream().map(source::concat).toList();
    }

    private List<String> unknown(Bundle bundle, Map<String, ?> properties) {
        Collection<String> written = ConfigurationFile.settings(properties);
        if (written.isEmpty()) {
            return List.of(); // no file: the bundle need not be opened
        }
        Collection<String> known =
                DescribedSettings.of(metatypes, bundle, properties).names();
        return known.isEmpty() ? List.of() : SettingProblems.unknown(written, known, OF_ANY_PLUGIN);
    }
}
