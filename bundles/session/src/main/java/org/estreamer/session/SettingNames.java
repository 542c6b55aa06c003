package org.estreamer.session;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.estreamer.request.NearestName;

/** Looks at a configuration by its names, before anything is made of the values. */
final class SettingNames {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\[(?:secret|env|prop):[^\\]]*\\]?");
    private static final Pattern FILE_NAME = Pattern.compile("org\\.estreamer\\.session-(.+?)\\.(?:cfg|config)");
    private static final String NAME = "name";

    private static final Set<String> ALSO = Set.of(NAME, "objectClass");

    private SettingNames() {}

    /**
     * The name of the session that a configuration is for.
     *
     * @param configuration the configuration's properties
     * @return the part behind {@code ~} of its pid, else its property {@code name}, else what its file is called
     */
    static String sessionName(Map<String, ?> configuration) {
        String pid = String.valueOf(configuration.get("service.pid"));
        int tilde = pid.indexOf('~');
        if (tilde >= 0 && tilde < pid.length() - 1) {
            return pid.substring(tilde + 1);
        }
        if (configuration.get(NAME) instanceof String name && !name.isBlank()) {
            return name.strip();
        }
        Matcher file = FILE_NAME.matcher(source(configuration));
        return file.matches() ? file.group(1) : pid;
    }

    /**
     * Where a configuration comes from.
     *
     * @param configuration the configuration's properties
     * @return the name of its file, without folders; its pid if it has no file
     */
    static String source(Map<String, ?> configuration) {
        Object file = configuration.get("felix.fileinstall.filename");
        String path = String.valueOf(file == null ? configuration.get("service.pid") : file);
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /**
     * Finds settings that nobody reads.
     *
     * @param configuration the configuration's properties
     * @return a sentence for each, with the name that may have been meant
     */
    static List<String> unknown(Map<String, ?> configuration) {
        List<String> known = known();
        List<String> warnings = new ArrayList<>();
        for (String name : configuration.keySet()) {
            // with a dot: service.pid, felix.fileinstall.filename, osgi.ds..., what frameworks and deployers add
            if (!known.contains(name) && !ALSO.contains(name) && name.indexOf('.') < 0) {
                warnings.add("unknown setting " + name + " is ignored; " + NearestName.advice(name, known));
            }
        }
        return warnings;
    }

    /**
     * Finds placeholders that were not replaced.
     *
     * @param configuration the configuration's properties
     * @return a problem for each
     */
    static List<String> unresolved(Map<String, ?> configuration) {
        List<String> problems = new ArrayList<>();
        for (String name : known()) {
            Object value = configuration.get(name);
            String text = value instanceof Object[] several ? Arrays.toString(several) : String.valueOf(value);
            Matcher placeholder = PLACEHOLDER.matcher(text);
            if (placeholder.find()) {
                problems.add(
                        name + ": " + placeholder.group() + " was not resolved; set the variable or secret it names,"
                                + " or check that configuration interpolation is installed");
            }
        }
        return problems;
    }

    private static List<String> known() {
        return Arrays.stream(SessionSettings.class.getDeclaredMethods())
                .map(Method::getName)
                .sorted()
                .toList();
    }
}
