package org.estreamer.record;

/** The kinds of field a layout can hold. All integers are big-endian and unsigned. */
public enum FieldKind {
    /** One byte, 0 to 255. */
    UINT8,
    /** Two bytes, 0 to 65,535. */
    UINT16,
    /** Four bytes, 0 to 4,294,967,295. */
    UINT32,
    /** Eight bytes; read as an unsigned {@code long}. */
    UINT64,
    /** Four bytes: an IPv4 address. */
    IPV4,
    /** Sixteen bytes: an IPv6 address, or an IPv4 address mapped as {@code ::ffff:a.b.c.d}. */
    IPV6,
    /** Six bytes: a MAC address. */
    MAC,
    /** Sixteen bytes, written 8-4-4-4-12. */
    UUID,
    /** A fixed number of raw bytes, written in hex. */
    HEX,
    /** UTF-8 text of varying length; may hold NUL padding. */
    TEXT,
    /** Raw bytes of varying length, written in base64. */
    DATA,
    /** A nested block of fields. */
    BLOCK,
    /** A list of nested blocks. */
    LIST;

    /**
     * Tells whether a visitor receives this kind through {@link FieldVisitor#number}.
     *
     * @return true for the four integer kinds
     */
    public boolean isNumber() {
        return this == UINT8 || this == UINT16 || this == UINT32 || this == UINT64;
    }
}
