package org.estreamer.session.plan;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.estreamer.settings.ConfigurationFile;
import org.estreamer.settings.SettingProblems;

/** Looks at a configuration by its names, before anything is made of the values. */
public final class SettingNames {
    private static final Pattern FILE_NAME = Pattern.compile("org\\.estreamer\\.session[-~](.+?)\\.(?:cfg|config)");
    private static final String NAME = "name";

    private static final Set<String> ALSO = Set.of(NAME, "objectClass");

    private SettingNames() {}

    /**
     * The name of the session that a configuration is for.
     *
     * @param configuration the configuration's properties
     * @return the part behind {@code ~} of its pid, else its property {@code name}, else what its file is called
     */
    public static String sessionName(Map<String, ?> configuration) {
        String pid = String.valueOf(configuration.get("service.pid"));
        int tilde = pid.indexOf('~');
        if (tilde >= 0 && tilde < pid.length() - 1) {
            return pid.substring(tilde + 1);
        }
        if (configuration.get(NAME) instanceof String name && !name.isBlank()) {
            return name.strip();
        }
        Matcher file = FILE_NAME.matcher(ConfigurationFile.source(configuration));
        return file.matches() ? file.group(1) : pid;
    }

    /**
     * Finds settings that nobody reads.
     *
     * @param configuration the configuration's properties
     * @return a problem for each, with the name that may have been meant
     */
    public static List<String> unknown(Map<String, ?> configuration) {
        return SettingProblems.unknown(configuration.keySet(), known(), ALSO);
    }

    /**
     * Finds other files for the same session: of all of them together one configuration is made, that of the last one.
     *
     * @param configuration the configuration's properties
     * @return a problem for each
     */
    public static List<String> twins(Map<String, ?> configuration) {
        String source = ConfigurationFile.source(configuration);
        Matcher own = FILE_NAME.matcher(source);
        Optional<Path> file = ConfigurationFile.path(configuration);
        if (file.isEmpty() || !own.matches()) {
            return List.of();
        }
        List<String> problems = new ArrayList<>();
        try (DirectoryStream<Path> folder =
                Files.newDirectoryStream(file.get().toAbsolutePath().getParent())) {
            for (Path other : folder) {
                String name = other.getFileName().toString();
                Matcher its = FILE_NAME.matcher(name);
                if (!name.equals(source) && its.matches() && its.group(1).equals(own.group(1))) {
                    problems.add("name: " + name + " is for session " + own.group(1)
                            + " too; remove or rename one of the two files, and save the other anew");
                }
            }
        } catch (IOException e) {
            return List.of(); // no such folder any more, and no files in it
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
