package org.estreamer.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can be wrong with any configuration's settings, before anything is made of the values. */
public final class SettingProblems {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\[(?:secret|env|prop):[^\\]]*\\]?");

    private SettingProblems() {}

    /**
     * Finds settings that nobody reads. A misspelt one would leave another at its default, which may be to check less.
     * A name with a dot is nobody's setting: frameworks and deployers add those, such as {@code service.pid}.
     *
     * @param names the names that are set
     * @param known the names that are read
     * @param also  names that are read too, but not worth suggesting
     * @return a problem for each, with the name that may have been meant
     */
    public static List<String> unknown(Collection<String> names, Collection<String> known, Collection<String> also) {
        List<String> problems = new ArrayList<>();
        for (String name : names) {
            if (!known.contains(name) && !also.contains(name) && name.indexOf('.') < 0) {
                problems.add(name + ": unknown setting; " + NearestName.advice(name, known));
            }
        }
        return problems;
    }

    /**
     * Finds placeholders that were not replaced: taken as they are, a password would be sent that is none.
     *
     * @param configuration the configuration's properties
     * @return a problem for each setting with one, in the order of their names
     */
    public static List<String> unresolved(Map<String, ?> configuration) {
        List<String> problems = new ArrayList<>();
        new TreeMap<>(configuration).forEach((name, value) -> {
            String text = value instanceof Object[] several ? Arrays.toString(several) : String.valueOf(value);
            Matcher placeholder = PLACEHOLDER.matcher(text);
            if (placeholder.find()) {
                problems.add(
                        name + ": " + placeholder.group() + " was not resolved; set the variable or secret it names,"
                                + " or check that configuration interpolation is installed");
            }
        });
        return problems;
    }
}
