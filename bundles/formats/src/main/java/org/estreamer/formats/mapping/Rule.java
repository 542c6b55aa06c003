package org.estreamer.formats.mapping;

import java.util.List;
import java.util.Set;

/**
 * One line of a table: what becomes of a value.
 *
 * @param sources   the first that has a value counts
 * @param targets   where it goes
 * @param condition when; null for always
 */
public record Rule(List<Expression> sources, List<Target> targets, Condition condition) {

    /**
     * A place in the output.
     *
     * @param name     its name
     * @param many     whether it takes the values of all its rules, as an array, or only the first
     * @param required whether the format needs it, so that no setting leaves it out
     * @param label    what a reader sees beside it; null for none
     */
    public record Target(String name, boolean many, boolean required, String label) {
        static Target parse(String word) {
            String name = word.replaceFirst("[+!]+$", "");
            return new Target(name, word.contains("+"), word.endsWith("!"), null);
        }

        Target labelled(String text) {
            return new Target(name, many, required, text);
        }
    }

    /** Whether nothing is put where the field of its condition has no value. */
    public boolean needsItsCondition() {
        return condition != null && condition.holds() && !condition.values().contains(0L);
    }

    /**
     * When a rule holds.
     *
     * @param source what is compared
     * @param values with which numbers; empty if it only has to be there
     * @param holds  whether one of them has to be equal, or none may
     */
    public record Condition(Expression source, Set<Long> values, boolean holds) {}
}
