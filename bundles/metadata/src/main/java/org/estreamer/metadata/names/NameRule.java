package org.estreamer.metadata.names;

import java.util.List;
import java.util.UUID;
import org.estreamer.record.Field;
import org.estreamer.record.FieldKind;
import org.estreamer.record.FieldVisitor;
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
    /** How the others are read; found with the first record. Threads may find it twice. */
    private final Kind[] kinds;
    /**
     * What was found lately, by the last bits of what was asked. Threads may put what they find side by side: whoever takes an
     * entry looks whether it answers.
     */
    private final NameEntry[] lately = new NameEntry[LATELY];

    private enum Kind {
        NUMBER,
        UUID,
        BYTES
    }

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
        this.kinds = new Kind[others.size()];
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

    /** The same for a field of its own: what is learned of the kinds of the others is true for its block only. */
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
        String name = others[index];
        if (!record.has(name)) {
            return 0;
        }
        if (kinds[index] == null) {
            kinds[index] = kind(record, name);
        }
        return switch (kinds[index]) {
            case NUMBER -> record.number(name);
            case UUID -> part(record.uuid(name));
            default -> part(record.bytes(name));
        };
    }

    private static long part(UUID uuid) {
        return NameKey.part(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
    }

    private static long part(byte[] bytes) {
        return NameKey.part(bytes, 0, bytes.length);
    }

    private static Kind kind(Record record, String name) {
        Kind[] found = {Kind.BYTES};
        record.visit(new FieldVisitor() {
            private int depth;

            @Override
            public void number(Field field, long value) {
                found(field, Kind.NUMBER);
            }

            @Override
            public void bytes(Field field, byte[] buffer, int offset, int length) {
                found(field, field.kind() == FieldKind.UUID ? Kind.UUID : Kind.BYTES);
            }

            private void found(Field field, Kind kind) {
                if (depth == 0 && field.name().equals(name)) {
                    found[0] = kind;
                }
            }

            @Override
            public void beginBlock(Field field) {
                depth++;
            }

            @Override
            public void endBlock(Field field) {
                depth--;
            }

            @Override
            public void beginItem(Field field) {
                depth++;
            }

            @Override
            public void endItem(Field field) {
                depth--;
            }
        });
        return found[0];
    }
}
