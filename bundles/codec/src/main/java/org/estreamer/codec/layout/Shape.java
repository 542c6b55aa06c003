package org.estreamer.codec.layout;

/** How a field stands on the wire. */
public enum Shape {
    /** A number of 1, 2, 4 or 8 bytes. */
    NUMBER,
    /** A fixed count of bytes: an address, an identifier. */
    FIXED,
    /** A String block: type 0, length, text. */
    STRING,
    /** A BLOB block: type, length, bytes. */
    BLOB,
    /** Bytes or text whose count an earlier field gives. */
    COUNTED,
    /** A nested block. */
    BLOCK,
    /** A list of blocks. */
    LIST;

    public boolean isFixed() {
        return this == NUMBER || this == FIXED;
    }
}
