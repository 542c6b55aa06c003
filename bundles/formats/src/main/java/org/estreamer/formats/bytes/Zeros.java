package org.estreamer.formats.bytes;

import org.estreamer.record.FieldKind;

/** What says that there is none. */
public final class Zeros {
    private Zeros() {}

    /**
     * Whether a value of a kind that is no number says that there is none: a text without bytes, anything else of nothing but zero
     * bits, or {@code 0.0.0.0} in the form of an IPv6 address.
     */
    public static boolean isNone(FieldKind kind, byte[] buffer, int offset, int length) {
        if (kind == FieldKind.TEXT || kind == FieldKind.DATA) {
            return length == 0;
        }
        boolean mapped = kind == FieldKind.IPV6 && AddressText.isMapped(buffer, offset);
        for (int i = mapped ? 12 : 0; i < length; i++) {
            if (buffer[offset + i] != 0) {
                return false;
            }
        }
        return true;
    }
}
