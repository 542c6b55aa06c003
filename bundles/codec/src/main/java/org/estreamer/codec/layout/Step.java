package org.estreamer.codec.layout;

import org.estreamer.record.Field;

/**
 * One field in a {@link Plan}. Its position is {@code delta} bytes behind its base: the start of the plan's bytes, or
 * the end of the last step of varying length before it.
 */
public final class Step {
    public final Field field;
    public final Shape shape;
    /** Bytes of a number or fixed field; 0 for a field of varying length. */
    public final int width;
    /** Bytes between the base and the field. */
    public final int delta;
    /** Which of the plan's steps of varying length the base is the end of; -1 for the start. */
    public final int anchor;
    /** Which of the plan's steps of varying length this is; -1 for a number or fixed field. */
    public final int variable;
    /** The step that counts this one's bytes; it has the same base. Null unless the shape is COUNTED. */
    public final Step length;
    /** The blocks that may stand inside; null for a leaf. */
    public final BlockTable blocks;
    /** Whether visitors are not shown the field: it only serves another one. */
    public final boolean hidden;
    /** The step further on that has the same name and takes this one's place where the bytes hold it; else null. */
    public final Step successor;
    /** Whether visitors are shown the field whenever it is there. */
    final boolean always;

    private Step(Builder builder) {
        this.field = builder.field;
        this.shape = builder.shape;
        this.width = builder.width;
        this.delta = builder.delta;
        this.anchor = builder.anchor;
        this.variable = builder.variable;
        this.length = builder.length;
        this.blocks = builder.blocks;
        this.hidden = builder.hidden;
        this.successor = builder.successor;
        this.always = !hidden && successor == null;
    }

    public String name() {
        return field.name();
    }

    /** What a {@link PlanBuilder} has found out about a step so far. */
    public static final class Builder {
        final Field field;
        final Shape shape;
        final int width;
        int delta;
        int anchor = -1;
        int variable = -1;
        Step length;
        BlockTable blocks;
        boolean hidden;
        Step successor;

        Builder(Field field, Shape shape, int width) {
            this.field = field;
            this.shape = shape;
            this.width = width;
        }

        Step build() {
            return new Step(this);
        }
    }
}
