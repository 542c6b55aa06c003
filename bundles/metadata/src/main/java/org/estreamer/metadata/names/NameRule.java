package org.estreamer.metadata.names;

import java.util.List;
import org.estreamer.record.Field;
import org.estreamer.record.Record;

/** Which names a field has, and under which keys. */
final class NameRule {
    /** Of a field without names. */
    static final NameRule NONE = new NameRule(null, List.of(), List.of());

    private static final int LATELY = 16;

    private final NameSet set;
    private final boolean zeroIsNothing;
    private final long[] first;
    private final String[] others;
    private final Field[] keys;
    /**
     * What was found lately, by the last bits of what was asked. Threads may put what they find side by side: whoever takes an
     * entry looks whether it answers.
     */
    private final NameEntry[] lately = new NameEntry[LATELY];

    /**
     * Makes a rule.
     *
     * @param set    the set of names
     * @param others the fields of the record that belong to the key, before the field itself
     * @param keys   what a writer calls the names: one for each text
     */
    NameRule(NameSet set, List<String> others, List<Field> keys) {
        this.set = set;
        this.zeroIsNothing = set != null && set.zeroIsNothing();
        this.first = set == null ? new long[0] : set.first();
        this.others = others.toArray(String[]::new);
        this.keys = keys.toArray(Field[]::new);
    }

    /** Whether a value says that there is nothing. */
    boolean isNothing(long value) {
        return zeroIsNothing && value == 0;
    }

    /** Whether keys that begin with a part have names. */
    boolean allows(long part) {
        for (long one : first) {
            if (one == part) {
                return true;
            }
        }
        return first.length == 0;
    }

    /** What was found lately, perhaps for this; null for nothing. */
    NameEntry lately(long asked) {
        return lately[(int) asked & (LATELY - 1)];
    }

    void found(NameEntry entry) {
        lately[(int) entry.asked & (LATELY - 1)] = entry;
    }

    NameSet set() {
        return set;
    }

    List<String> others() {
        return List.of(others);
    }

    List<Field> keys() {
        return List.of(keys);
    }

    Field key(int text) {
        return keys[text];
    }

    int count() {
        return keys.length;
    }

    /** How many parts the key has. */
    int parts() {
        return others.length + 1;
    }

    /** The same for a field of its own, as what was found lately is. */
    NameRule copy() {
        return new NameRule(set, List.of(others), List.of(keys));
    }

    /**
     * A part of the key that another field of the record is.
     *
     * @param index which one
     * @return the part; 0 where the record ends before it, or never had it
     */
    long part(Record record, int index) {
        return record.reduce(others[index], NameKey::part);
    }
}
