package org.estreamer.simulator.template;

import org.estreamer.record.Field;
import org.estreamer.record.FieldVisitor;

/** Sees the fields of a record or block itself; of blocks and lists in it only that they are there. */
abstract class TopVisitor implements FieldVisitor {
    private int depth;

    /** A value or a list. */
    abstract void leaf(Field field);

    /** A named block. */
    abstract void block(Field field);

    @Override
    public final void number(Field field, long value) {
        leafAtTop(field);
    }

    @Override
    public final void bytes(Field field, byte[] buffer, int offset, int length) {
        leafAtTop(field);
    }

    @Override
    public final void beginBlock(Field field) {
        if (depth++ == 0) {
            block(field);
        }
    }

    @Override
    public final void endBlock(Field field) {
        depth--;
    }

    @Override
    public final void beginList(Field field) {
        leafAtTop(field);
        depth++;
    }

    @Override
    public final void beginItem(Field field) {
        depth++;
    }

    @Override
    public final void endItem(Field field) {
        depth--;
    }

    @Override
    public final void endList(Field field) {
        depth--;
    }

    private void leafAtTop(Field field) {
        if (depth == 0) {
            leaf(field);
        }
    }
}
