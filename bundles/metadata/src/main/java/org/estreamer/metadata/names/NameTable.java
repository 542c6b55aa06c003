package org.estreamer.metadata.names;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.estreamer.record.Field;

/** Which field has which names: {@code names.table} as it was read. Safe for any number of threads. */
public final class NameTable {
    /**
     * A line.
     *
     * @param owner the blocks and records that it is for, in the table's notation
     * @param field the name of the field
     * @param rule  what it says of it
     */
    record Line(String owner, String field, NameRule rule) {
        boolean fits(Field other) {
            return field.equals(other.name()) && (owner.equals("*") || isOwner(other.owner()));
        }

        private boolean isOwner(String block) {
            int slash = owner.indexOf('/') + 1;
            if (slash != block.indexOf('/') + 1 || !block.startsWith(owner.substring(0, slash))) {
                return false;
            }
            List<String> types = List.of(owner.substring(slash).split(",", -1));
            return types.contains("*") || types.contains(block.substring(slash));
        }
    }

    private final List<Line> lines;
    private final NameRule domain;
    private final Map<Integer, List<NameSet>> setsByType = new HashMap<>();

    /** By {@link Field#index}; null for a field that nobody has asked for yet. */
    private volatile NameRule[] rules = new NameRule[0];

    NameTable(Collection<NameSet> sets, List<Line> lines, NameRule domain) {
        this.lines = List.copyOf(lines);
        this.domain = domain;
        for (NameSet set : sets) {
            for (NameSet.Source source : set.sources()) {
                setsByType
                        .computeIfAbsent(source.type(), type -> new ArrayList<>())
                        .add(set);
            }
        }
    }

    /** The rule for the domain in the record header. */
    NameRule domain() {
        return domain;
    }

    /** The rule for a field; {@link NameRule#NONE} for one without names. */
    NameRule rule(Field field) {
        NameRule[] known = rules;
        int index = field.index();
        NameRule rule = index < known.length ? known[index] : null;
        return rule == null ? compile(field) : rule;
    }

    /** Whether a line says anything of a field. */
    boolean mentions(Field field) {
        return lines.stream().anyMatch(line -> line.fits(field));
    }

    /** The sets that metadata of a type give names to. */
    List<NameSet> sets(int type) {
        return setsByType.getOrDefault(type, List.of());
    }

    List<Line> lines() {
        return lines;
    }

    private synchronized NameRule compile(Field field) {
        NameRule found = NameRule.NONE;
        for (Line line : lines) {
            if (line.fits(field)) {
                found = line.rule();
            }
        }
        NameRule own = found == NameRule.NONE ? found : found.copy();
        NameRule[] more = Arrays.copyOf(rules, Math.max(rules.length, field.index() + 1));
        more[field.index()] = own;
        rules = more;
        return own;
    }
}
