package org.estreamer.pipeline;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What can be wrong with any configuration's settings, before anything is made of the values. */
public final class SettingProblems {
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
}
