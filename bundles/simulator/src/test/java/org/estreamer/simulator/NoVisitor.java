package org.estreamer.simulator;

import org.estreamer.record.Field;
import org.estreamer.record.FieldVisitor;

/** Goes over a record without looking at it. */
final class NoVisitor implements FieldVisitor {
    @Override
    public void number(Field field, long value) {}

    @Override
    public void bytes(Field field, byte[] buffer, int offset, int length) {}

    @Override
    public void beginBlock(Field field) {}

    @Override
    public void endBlock(Field field) {}

    @Override
    public void beginList(Field field) {}

    @Override
    public void beginItem(Field field) {}

    @Override
    public void endItem(Field field) {}

    @Override
    public void endList(Field field) {}
}
