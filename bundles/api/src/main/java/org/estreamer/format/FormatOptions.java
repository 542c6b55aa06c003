package org.estreamer.format;

import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * What one output wants of a format.
 *
 * @param names         whether ids, their names or both are written
 * @param omitEmpty     whether fields that say nothing are left out: empty texts and lists, and zeros that mean that there is none
 * @param fields        the only fields to write; empty for all. The names are those of the format's output
 * @param withoutFields fields to leave out
 */
public record FormatOptions(Naming names, boolean omitEmpty, Set<String> fields, Set<String> withoutFields) {
    /** Ids without names, every field. */
    public static final FormatOptions PLAIN = new FormatOptions(Naming.NONE, false, Set.of(), Set.of());

    /** What is written of an id that has a name. */
    public enum Naming {
        /** The id, and its name beside it. */
        BOTH,
        /** The name in the id's place; the id where it has no name. */
        ONLY,
        /** The id. */
        NONE;

        /**
         * Reads a setting.
         *
         * @param text {@code both}, {@code only} or {@code none}
         * @return what it says
         * @throws IllegalArgumentException for anything else, saying what there is
         */
        public static Naming of(String text) {
            for (Naming naming : values()) {
                if (naming.name().toLowerCase(Locale.ROOT).equals(text.strip())) {
                    return naming;
                }
            }
            throw new IllegalArgumentException("names is '" + text + "', but it must be both, only or none");
        }
    }

    /** Checks that nothing is missing and keeps copies. */
    public FormatOptions {
        Objects.requireNonNull(names);
        fields = Set.copyOf(fields);
        withoutFields = Set.copyOf(withoutFields);
    }
}
