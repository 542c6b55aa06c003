package org.estreamer.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import org.estreamer.record.Field;
import org.estreamer.record.FieldKind;
import org.estreamer.record.FieldVisitor;

/** Sees to it that what begins ends, in order, and that every range lies within its buffer. */
final class BalanceVisitor implements FieldVisitor {
    private final Deque<Field> open = new ArrayDeque<>();
    private final Deque<String> openAs = new ArrayDeque<>();
    private int leaves;

    void assertBalanced() {
        assertTrue(open.isEmpty(), () -> "left open: " + openAs + " " + open);
    }

    int leaves() {
        return leaves;
    }

    @Override
    public void number(Field field, long value) {
        leaves++;
        switch (field.kind()) {
            case UINT8 -> assertEquals(value & 0xFF, value);
            case UINT16 -> assertEquals(value & 0xFFFF, value);
            case UINT32 -> assertEquals(value & 0xFFFFFFFFL, value);
            default -> assertEquals(FieldKind.UINT64, field.kind());
        }
    }

    @Override
    public void bytes(Field field, byte[] buffer, int offset, int length) {
        leaves++;
        assertFalse(field.kind().isNumber(), field::toString);
        assertTrue(
                offset >= 0 && length >= 0 && length <= buffer.length - offset,
                () -> field + ": " + length + " bytes at " + offset + " of " + buffer.length);
    }

    @Override
    public void beginBlock(Field field) {
        begin(field, FieldKind.BLOCK, "block");
    }

    @Override
    public void endBlock(Field field) {
        end(field, "block");
    }

    @Override
    public void beginList(Field field) {
        begin(field, FieldKind.LIST, "list");
    }

    @Override
    public void beginItem(Field field) {
        assertEquals("list", openAs.peek(), "an item outside a list");
        assertSame(open.peek(), field);
        begin(field, FieldKind.LIST, "item");
    }

    @Override
    public void endItem(Field field) {
        end(field, "item");
    }

    @Override
    public void endList(Field field) {
        end(field, "list");
    }

    private void begin(Field field, FieldKind kind, String as) {
        assertEquals(kind, field.kind(), field::name);
        open.push(field);
        openAs.push(as);
    }

    private void end(Field field, String as) {
        assertEquals(as, openAs.poll());
        assertSame(field, open.poll());
    }
}
