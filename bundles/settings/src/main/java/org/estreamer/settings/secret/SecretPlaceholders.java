package org.estreamer.settings.secret;

import java.util.Arrays;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.estreamer.settings.SecretFiles;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationPlugin;

/** Puts secrets in the place of {@code $[secret:NAME]} while a configuration is on its way to whom it is for. */
final class SecretPlaceholders implements ConfigurationPlugin {
    /** Without a type, which takes a converter; a backslash before it says that it is none. */
    private static final Pattern PLACEHOLDER =
            Pattern.compile("(?<!\\\\)\\$\\[secret:([^;\\[\\]]+)(?:;default=[^;\\[\\]]*)?\\]");

    private final SecretFiles files;
    private final Predicate<String> taken;

    /**
     * A plugin.
     *
     * @param taken which secrets it puts in
     */
    SecretPlaceholders(SecretFiles files, Predicate<String> taken) {
        this.files = files;
        this.taken = taken;
    }

    @Override
    public void modifyConfiguration(ServiceReference<?> reference, Dictionary<String, Object> properties) {
        for (String name : Collections.list(properties.keys())) {
            Object value = properties.get(name);
            if (value instanceof String text && text.contains("$[")) {
                properties.put(name, replaced(text));
            } else if (value instanceof String[] texts) {
                properties.put(name, Arrays.stream(texts).map(this::replaced).toArray(String[]::new));
            }
        }
    }

    private String replaced(String text) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        files.content(found.group(1)).filter(taken).orElse(found.group())));
    }

    /** The secrets that a configuration names. */
    static Set<String> names(Dictionary<String, Object> properties) {
        Set<String> names = new TreeSet<>();
        for (Object value : Collections.list(properties.elements())) {
            String text = value instanceof String[] texts ? String.join(" ", texts) : String.valueOf(value);
            PLACEHOLDER.matcher(text).results().forEach(found -> names.add(found.group(1)));
        }
        return names;
    }
}
