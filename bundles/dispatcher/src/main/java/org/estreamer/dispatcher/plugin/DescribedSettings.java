package org.estreamer.dispatcher.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;

/**
 * What a bundle says in its metatype about the settings of a component.
 *
 * @param names     the settings, in order; empty if the bundle does not describe them
 * @param passwords those that are passwords
 */
record DescribedSettings(Collection<String> names, Collection<String> passwords) {
    private static final Pattern ATTRIBUTE = Pattern.compile("<AD\\b(?:[^>\"]|\"[^\"]*\")*>");
    private static final Pattern ID = Pattern.compile("\\sid=\"([^\"]+)\"");
    private static final Pattern PASSWORD = Pattern.compile("\\stype=\"Password\"");
    private static final Pattern DESIGNATE = Pattern.compile("<Designate (?:factoryPid|pid)=\"([^\"]+)\"");

    /**
     * Reads the description.
     *
     * @param bundle     the component's
     * @param properties the component's, with its pid
     */
    static DescribedSettings of(Bundle bundle, Map<String, ?> properties) {
        String pid = String.valueOf(properties.get("service.pid")).replaceFirst("[~].*", "");
        Enumeration<URL> files = bundle.findEntries("OSGI-INF/metatype", "*.xml", false);
        List<URL> descriptions = files == null ? List.of() : Collections.list(files);
        for (URL description : descriptions) {
            String text = text(description);
            Matcher designate = DESIGNATE.matcher(text);
            if (designate.find() && designate.group(1).equals(pid)) {
                return in(text);
            }
        }
        return new DescribedSettings(List.of(), List.of());
    }

    private static DescribedSettings in(String text) {
        TreeSet<String> names = new TreeSet<>();
        TreeSet<String> passwords = new TreeSet<>();
        ATTRIBUTE.matcher(text).results().map(MatchResult::group).forEach(attribute -> {
            Matcher id = ID.matcher(attribute);
            if (id.find()) {
                names.add(id.group(1));
                if (PASSWORD.matcher(attribute).find()) {
                    passwords.add(id.group(1));
                }
            }
        });
        return new DescribedSettings(names, passwords);
    }

    private static String text(URL file) {
        try (InputStream in = file.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return ""; // the bundle is going, and its service with it
        }
    }
}
