package org.estreamer.bench;

import org.estreamer.record.Field;
import org.estreamer.record.FieldVisitor;

/** Looks at every value, so that nothing of the walk can be left out. */
final class SummingVisitor implements FieldVisitor {
    private long sum;

    long sum() {
        return sum;
    }

    @Override
    public void number(Field field, long value) {
        sum += value;
    }

    @Override
    public void bytes(Field field, byte[] buffer, int offset, int length) {
        sum += length == 0 ? 0 : buffer[offset];
    }

    @Override
    public void beginBlock(Field field) {
        sum++;
    }

    @Override
    public void endBlock(Field field) {
        sum++;
    }

    @Override
    public void beginList(Field field) {
        sum++;
    }

    @Override
    public void beginItem(Field field) {
        sum++;
    }

    @Override
    public void endItem(Field field) {
        sum++;
    }

    @Override
    public void endList(Field field) {
        sum++;
    }
}
