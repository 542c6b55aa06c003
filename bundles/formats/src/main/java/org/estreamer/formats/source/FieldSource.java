package org.estreamer.formats.source;

import org.estreamer.formats.bytes.ByteBuilder;
import org.estreamer.formats.bytes.ValueText;
import org.estreamer.formats.reading.Reading;
import org.estreamer.record.Field;
import org.estreamer.record.FieldKind;

/** The values of a field. */
public final class FieldSource extends Source {
    /** Whether a value that has a name is left out, for the name stands in its place. */
    private final boolean unlessNamed;

    public FieldSource(int slot, boolean unlessNamed) {
        super(slot);
        this.unlessNamed = unlessNamed;
    }

    /** The first value of a number; 0 where there is none. */
    public long number(Reading reading) {
        int entry = first(reading);
        return entry == Reading.NO_ENTRY ? 0 : reading.number(entry);
    }

    @Override
    public Kind put(Reading reading, int entry, ByteBuilder value) {
        if (unlessNamed && reading.isNamed(entry)) {
            return Kind.NONE;
        }
        Field field = reading.field(entry);
        FieldKind kind = field.kind();
        if (kind.isNumber()) {
            value.unsigned(reading.number(entry));
            return Kind.NUMBER;
        }
        byte[] buffer = reading.buffer(entry);
        if (kind == FieldKind.TEXT || kind == FieldKind.BLOCK || kind == FieldKind.LIST) {
            value.put(buffer, reading.offset(entry), reading.length(entry));
            return kind == FieldKind.TEXT ? Kind.TEXT : Kind.JSON;
        }
        ValueText.put(value, kind, buffer, reading.offset(entry), reading.length(entry));
        return kind == FieldKind.DATA ? Kind.TEXT : Kind.PLAIN;
    }
}
