package org.estreamer.formats.json;

import org.estreamer.formats.bytes.ByteBuilder;
import org.estreamer.formats.bytes.Utf8Escaper;
import org.estreamer.formats.bytes.ValueText;
import org.estreamer.record.Field;
import org.estreamer.record.FieldKind;
import org.estreamer.record.FieldVisitor;

/** Puts every field that it is shown as a member of a JSON object, from bytes to bytes: nothing is allocated for a field. */
public final class JsonMembers implements FieldVisitor {
    private final ByteBuilder json;
    private final FieldKeys keys = new FieldKeys();
    private int depth;
    /** Where the record's own {@link Field#RAW} starts; 0 where there is none. */
    private int rawAt;

    /**
     * Makes a visitor.
     *
     * @param json where the members go, behind a bracket
     */
    public JsonMembers(ByteBuilder json) {
        this.json = json;
    }

    /** Begins with a record. */
    void clear() {
        depth = 0;
        rawAt = 0;
    }

    /** Takes back the bytes that the layouts did not reach, which stand last. */
    void cutRaw() {
        if (rawAt > 0) {
            json.cut(rawAt);
        }
    }

    @Override
    public void number(Field field, long value) {
        json.member(keys.of(field));
        json.unsigned(value);
    }

    @Override
    public void bytes(Field field, byte[] buffer, int offset, int length) {
        if (field == Field.RAW && depth == 0) {
            rawAt = json.length();
        }
        json.member(keys.of(field));
        if (field.kind() == FieldKind.TEXT) {
            Utf8Escaper.quoted(json, buffer, offset, length);
        } else {
            json.put('"');
            ValueText.put(json, field.kind(), buffer, offset, length);
            json.put('"');
        }
    }

    @Override
    public void beginBlock(Field field) {
        json.member(keys.of(field));
        json.put('{');
        depth++;
    }

    @Override
    public void endBlock(Field field) {
        depth--;
        json.put('}');
    }

    @Override
    public void beginList(Field field) {
        json.member(keys.of(field));
        json.put('[');
        depth++;
    }

    @Override
    public void beginItem(Field field) {
        if (json.last() != '[') {
            json.put(',');
        }
        json.put('{');
    }

    @Override
    public void endItem(Field field) {
        json.put('}');
    }

    @Override
    public void endList(Field field) {
        depth--;
        json.put(']');
    }
}
