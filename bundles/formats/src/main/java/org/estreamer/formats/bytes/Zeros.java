package org.estreamer.formats.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.estreamer.record.FieldKind;

/** What says that there is none. */
public final class Zeros {
    static final VarHandle EIGHTS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private Zeros() {}

    /**
     * Whether a value of a kind that is no number says that there is none: a text without bytes, anything else of nothing but zero
     * bits, or {@code 0.0.0.0} in the form of an IPv6 address.
     */
    public static boolean isNone(FieldKind kind, byte[] buffer, int offset, int length) {
        if (kind == FieldKind.TEXT || kind == FieldKind.DATA) {
            return length == 0;
        }
        int skipped = kind == FieldKind.IPV6 && AddressText.isMapped(buffer, offset) ? 12 : 0;
        return areAll(buffer, offset + skipped, length - skipped);
    }

    /** Whether bytes are nothing but zeros. */
    public static boolean areAll(byte[] buffer, int offset, int length) {
        int end = offset + length;
        int at = offset;
        while (end - at >= Long.BYTES) {
            if ((long) EIGHTS.get(buffer, at) != 0) {
                return false;
            }
            at += Long.BYTES;
        }
        while (at < end && buffer[at] == 0) {
            at++;
        }
        return at == end;
    }
}
