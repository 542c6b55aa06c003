package org.estreamer.record;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Receives the fields of a record in layout order, in one pass over its bytes. Nothing is allocated for it: leaf values
 * arrive as numbers or as a range of the record's own buffer, which is never changed and never reused. What a visitor does
 * not override it passes over.
 */
@ConsumerType
public interface FieldVisitor {
    /**
     * An integer field.
     *
     * @param field the field; its kind is one of the four integer kinds
     * @param value the value; for {@link FieldKind#UINT64} to be read as unsigned
     */
    default void number(Field field, long value) {}

    /**
     * Any other leaf: an address, an identifier, text or raw bytes. Text comes without the NUL padding.
     *
     * @param field  the field; its kind tells how to read the bytes
     * @param buffer the buffer that holds the value: read only
     * @param offset where the value starts in it
     * @param length how many bytes it has
     */
    default void bytes(Field field, byte[] buffer, int offset, int length) {}

    /**
     * A named nested block starts; its fields follow, {@link Field#BLOCK_TYPE} first.
     *
     * @param field the field that holds the block
     */
    default void beginBlock(Field field) {}

    /**
     * The block that started last has ended.
     *
     * @param field the field that holds the block
     */
    default void endBlock(Field field) {}

    /**
     * A list of blocks starts; its items follow.
     *
     * @param field the field that holds the list
     */
    default void beginList(Field field) {}

    /**
     * An item of the list starts; its fields follow, {@link Field#BLOCK_TYPE} first.
     *
     * @param field the field that holds the list
     */
    default void beginItem(Field field) {}

    /**
     * The item that started last has ended.
     *
     * @param field the field that holds the list
     */
    default void endItem(Field field) {}

    /**
     * The list that started last has ended.
     *
     * @param field the field that holds the list
     */
    default void endList(Field field) {}
}
