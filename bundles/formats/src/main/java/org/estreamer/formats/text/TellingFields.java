package org.estreamer.formats.text;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.estreamer.formats.bytes.AddressText;
import org.estreamer.formats.bytes.ByteBuilder;
import org.estreamer.formats.bytes.Utf8Escaper;
import org.estreamer.formats.bytes.ValueText;
import org.estreamer.formats.bytes.Zeros;
import org.estreamer.record.Field;
import org.estreamer.record.FieldKind;
import org.estreamer.record.FieldVisitor;

/**
 * Picks the fields that tell a person most out of any record. What is zero or empty tells nothing; of two fields with
 * one name the first that tells something counts. A block's fields count like the record's own; lists are left out.
 */
final class TellingFields implements FieldVisitor {
    private final Map<String, Integer> slots = new HashMap<>();
    private final Field[] fields;
    private final long[] numbers;
    private final byte[][] buffers;
    private final int[] offsets;
    private final int[] lengths;
    private final TellingNames names;
    private int lists;

    /**
     * Prepares to pick.
     *
     * @param wanted the names of the fields
     * @param names  picks the names of what is not in a list
     */
    TellingFields(List<String> wanted, TellingNames names) {
        this.names = names;
        for (String name : wanted) {
            slots.put(name, slots.size());
        }
        fields = new Field[wanted.size()];
        numbers = new long[wanted.size()];
        buffers = new byte[wanted.size()][];
        offsets = new int[wanted.size()];
        lengths = new int[wanted.size()];
    }

    /** Forgets the record before. */
    void clear() {
        Arrays.fill(fields, null);
        Arrays.fill(buffers, null);
        lists = 0;
    }

    int slot(String name) {
        return slots.get(name);
    }

    boolean has(int slot) {
        return fields[slot] != null;
    }

    long number(int slot) {
        return numbers[slot];
    }

    void putKey(ByteBuilder out, int slot) {
        out.put(fields[slot].utf8Name());
    }

    void putValue(ByteBuilder out, int slot) {
        FieldKind kind = fields[slot].kind();
        if (kind.isNumber()) {
            out.unsigned(numbers[slot]);
        } else if (kind == FieldKind.TEXT) {
            Utf8Escaper.quoted(out, buffers[slot], offsets[slot], lengths[slot]);
        } else {
            ValueText.put(out, kind, buffers[slot], offsets[slot], lengths[slot]);
        }
    }

    /** Puts an address, in brackets where a port behind it would be misread. */
    void putAddress(ByteBuilder out, int slot, boolean withPort) {
        boolean brackets = withPort
                && fields[slot].kind() == FieldKind.IPV6
                && !AddressText.isMapped(buffers[slot], offsets[slot]);
        if (brackets) {
            out.put('[');
        }
        putValue(out, slot);
        if (brackets) {
            out.put(']');
        }
    }

    @Override
    public void number(Field field, long value) {
        int slot = value == 0 ? -1 : free(field);
        if (slot >= 0) {
            fields[slot] = field;
            numbers[slot] = value;
        }
        if (lists == 0) {
            names.number(field, value);
        }
    }

    @Override
    public void bytes(Field field, byte[] buffer, int offset, int length) {
        int slot = Zeros.areAll(buffer, offset, length) ? -1 : free(field);
        if (slot >= 0) {
            fields[slot] = field;
            buffers[slot] = buffer;
            offsets[slot] = offset;
            lengths[slot] = length;
        }
        if (lists == 0) {
            names.bytes(field, buffer, offset, length);
        }
    }

    private int free(Field field) {
        Integer slot = lists > 0 ? null : slots.get(field.name());
        return slot == null || fields[slot] != null ? -1 : slot;
    }

    @Override
    public void beginList(Field field) {
        lists++;
    }

    @Override
    public void endList(Field field) {
        lists--;
    }
}
