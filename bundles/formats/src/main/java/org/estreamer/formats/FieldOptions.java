package org.estreamer.formats;

import java.util.Collection;
import java.util.Set;
import org.estreamer.format.FormatOptions;
import org.estreamer.settings.NearestName;

/** Checks the fields that options name. */
final class FieldOptions {
    private FieldOptions() {}

    /**
     * Refuses a name that a format does not write.
     *
     * @param format its name
     * @param known  the names that it writes
     */
    static void check(String format, FormatOptions options, Set<String> known) {
        check(format, "fields", options.fields(), known);
        check(format, "withoutFields", options.withoutFields(), known);
    }

    private static void check(String format, String setting, Collection<String> names, Set<String> known) {
        for (String name : names) {
            if (!known.contains(name)) {
                String nearest = NearestName.of(name, known)
                        .map(near -> ": did you mean " + near + "?")
                        .orElse(": its fields are in docs/formats/" + format + ".md");
                throw new IllegalArgumentException(
                        setting + " names '" + name + "', which format " + format + " does not write" + nearest);
            }
        }
    }
}
