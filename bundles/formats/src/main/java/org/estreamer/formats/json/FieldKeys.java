package org.estreamer.formats.json;

import java.util.Arrays;
import org.estreamer.formats.bytes.MemberKey;
import org.estreamer.record.Field;

/** The fields' names as keys of members. For one thread. */
final class FieldKeys {
    /** By the index of a field; null for one that has not been met. */
    private MemberKey[] keys = new MemberKey[1024];

    MemberKey of(Field field) {
        int index = field.index();
        MemberKey key = index < keys.length ? keys[index] : null;
        return key == null ? make(field, index) : key;
    }

    private MemberKey make(Field field, int index) {
        if (index >= keys.length) {
            keys = Arrays.copyOf(keys, Math.max(index + 1, keys.length * 2));
        }
        keys[index] = new MemberKey(field.utf8Name());
        return keys[index];
    }
}
