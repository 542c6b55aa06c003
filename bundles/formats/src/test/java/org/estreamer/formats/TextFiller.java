package org.estreamer.formats;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.estreamer.record.Field;
import org.estreamer.record.FieldKind;
import org.estreamer.record.FieldVisitor;

/** Puts a text into every field that takes one. */
final class TextFiller implements FieldVisitor {
    private final Deque<Map<String, Object>> open = new ArrayDeque<>();
    private final String text;

    TextFiller(Map<String, Object> values, String text) {
        open.push(values);
        this.text = text;
    }

    @Override
    public void number(Field field, long value) {
        if (field == Field.BLOCK_TYPE) {
            open.peek().put(field.name(), value);
        }
    }

    @Override
    public void bytes(Field field, byte[] buffer, int offset, int length) {
        if (field.kind() == FieldKind.TEXT) {
            open.peek().put(field.name(), text);
        }
    }

    @Override
    public void beginBlock(Field field) {
        Map<String, Object> inside = new HashMap<>();
        open.peek().put(field.name(), inside);
        open.push(inside);
    }

    @Override
    public void endBlock(Field field) {
        open.pop();
    }
}
