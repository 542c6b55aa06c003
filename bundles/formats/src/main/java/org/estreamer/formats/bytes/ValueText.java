package org.estreamer.formats.bytes;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.estreamer.record.FieldKind;

/** The text of a value that is neither a number nor text itself. All of it is ASCII without quotes or blanks. */
public final class ValueText {
    private static final byte[] BASE64 =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".getBytes(StandardCharsets.US_ASCII);

    /** By far the most frequent one. */
    private static final byte[] NIL = new UUID(0, 0).toString().getBytes(StandardCharsets.US_ASCII);

    private ValueText() {}

    public static void put(ByteBuilder out, FieldKind kind, byte[] from, int offset, int length) {
        switch (kind) {
            case IPV4 -> AddressText.ipv4(out, from, offset);
            case IPV6 -> AddressText.ipv6(out, from, offset);
            case MAC -> AddressText.mac(out, from, offset);
            case UUID -> uuid(out, from, offset);
            case HEX -> out.hex(from, offset, length);
            default -> base64(out, from, offset, length);
        }
    }

    private static void uuid(ByteBuilder out, byte[] from, int offset) {
        if (Zeros.areAll(from, offset, 16)) {
            out.put(NIL);
            return;
        }
        out.hex(from, offset, 4).put('-').hex(from, offset + 4, 2).put('-').hex(from, offset + 6, 2);
        out.put('-').hex(from, offset + 8, 2).put('-').hex(from, offset + 10, 6);
    }

    public static void base64(ByteBuilder out, byte[] from, int offset, int length) {
        int end = offset + length;
        int at = offset;
        for (; at + 2 < end; at += 3) {
            int three = ((from[at] & 0xFF) << 16) | ((from[at + 1] & 0xFF) << 8) | (from[at + 2] & 0xFF);
            digit(out, three >> 18);
            digit(out, three >> 12);
            digit(out, three >> 6);
            digit(out, three);
        }
        int left = end - at;
        if (left > 0) {
            int three = ((from[at] & 0xFF) << 16) | (left > 1 ? (from[at + 1] & 0xFF) << 8 : 0);
            digit(out, three >> 18);
            digit(out, three >> 12);
            out.put(left > 1 ? BASE64[(three >> 6) & 63] : '=').put('=');
        }
    }

    private static void digit(ByteBuilder out, int sixBits) {
        out.put(BASE64[sixBits & 63]);
    }
}
