package org.estreamer.formats.function;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.estreamer.formats.bytes.ByteBuilder;
import org.estreamer.formats.source.Kind;

/** The functions that make one text of another. Text in a buffer reaches from a position to the buffer's end. */
final class Changes {
    /** What a management center calls users whom it does not know. */
    private static final byte[][] NOBODY = {
        "No Authentication Required".getBytes(StandardCharsets.US_ASCII),
        "Not Found".getBytes(StandardCharsets.US_ASCII)
    };

    private static final byte[] COMMON_NAME = {'C', 'N', '='};

    private Changes() {}

    static Kind text(Kind kind, ByteBuilder value, int from) {
        return switch (kind) {
            case NUMBER, PLAIN -> Kind.PLAIN;
            default -> Kind.TEXT;
        };
    }

    /** A text of digits as the number that it is. */
    static Kind number(Kind kind, ByteBuilder value, int from) {
        boolean tooLong = value.length() - from > 18;
        for (int at = from; at < value.length(); at++) {
            if (tooLong || value.array()[at] < '0' || value.array()[at] > '9') {
                return Kind.NONE;
            }
        }
        boolean leadingZero = value.length() - from > 1 && value.array()[from] == '0';
        return leadingZero || value.length() == from ? Kind.NONE : Kind.NUMBER;
    }

    /** What is true where there is a value. */
    static Kind yes(Kind kind, ByteBuilder value, int from) {
        value.cut(from);
        value.ascii("true");
        return Kind.JSON;
    }

    static Kind lower(Kind kind, ByteBuilder value, int from) {
        return recase(kind, value, from, 'A', 'Z');
    }

    static Kind upper(Kind kind, ByteBuilder value, int from) {
        return recase(kind, value, from, 'a', 'z');
    }

    private static Kind recase(Kind kind, ByteBuilder value, int from, char first, char last) {
        byte[] bytes = value.array();
        for (int at = from; at < value.length(); at++) {
            if (bytes[at] >= first && bytes[at] <= last) {
                bytes[at] ^= 0x20;
            }
        }
        return text(kind, value, from);
    }

    /** {@code 00-50-56-8A-1B-2C}, as RFC 7042 has it. */
    static Kind mac(Kind kind, ByteBuilder value, int from) {
        byte[] bytes = value.array();
        for (int at = from; at < value.length(); at++) {
            bytes[at] = bytes[at] == ':' ? (byte) '-' : bytes[at];
        }
        return upper(kind, value, from);
    }

    static Kind ipv4(Kind kind, ByteBuilder value, int from) {
        return indexOf(value, from, ':') < 0 ? kind : Kind.NONE;
    }

    static Kind ipv6(Kind kind, ByteBuilder value, int from) {
        return indexOf(value, from, ':') < 0 ? Kind.NONE : kind;
    }

    static Kind addressFamily(Kind kind, ByteBuilder value, int from) {
        String family = ipv4(kind, value, from) == Kind.NONE ? "ipv6" : "ipv4";
        value.cut(from);
        value.ascii(family);
        return Kind.PLAIN;
    }

    /** What stands behind the last dot of a file's name, if that is a letter or digit or some. */
    static Kind extension(Kind kind, ByteBuilder value, int from) {
        int dot = lastIndexOf(value, from, '.');
        int slash = Math.max(lastIndexOf(value, from, '/'), lastIndexOf(value, from, '\\'));
        if (dot <= from || dot < slash || value.length() - dot > 17) {
            return Kind.NONE;
        }
        for (int at = dot + 1; at < value.length(); at++) {
            if (!Character.isLetterOrDigit(value.array()[at])) {
                return Kind.NONE;
            }
        }
        return keep(value, from, dot + 1, value.length());
    }

    /** What stands before the last slash or backslash of a path. */
    static Kind directory(Kind kind, ByteBuilder value, int from) {
        int slash = Math.max(lastIndexOf(value, from, '/'), lastIndexOf(value, from, '\\'));
        return slash <= from ? Kind.NONE : keep(value, from, from, slash);
    }

    /** The common name of a certificate's subject or issuer, which comes first: {@code CN=www.example.com, O=Example}. */
    static Kind commonName(Kind kind, ByteBuilder value, int from) {
        int start = from + COMMON_NAME.length;
        if (start > value.length() || !Arrays.equals(value.array(), from, start, COMMON_NAME, 0, COMMON_NAME.length)) {
            return Kind.NONE;
        }
        int end = start;
        while (end < value.length() && (value.array()[end] != ',' || value.array()[end - 1] == '\\')) {
            end++;
        }
        return keep(value, from, start, end);
    }

    /** What stands before a backslash: {@code REALM\name}. */
    static Kind realm(Kind kind, ByteBuilder value, int from) {
        int slash = indexOf(value, from, '\\');
        return slash <= from ? Kind.NONE : keep(value, from, from, slash);
    }

    /** What stands behind a backslash: {@code REALM\name}; all of it where there is none. Nobody's name is none. */
    static Kind account(Kind kind, ByteBuilder value, int from) {
        int slash = indexOf(value, from, '\\');
        Kind kept = keep(value, from, slash < 0 ? from : slash + 1, value.length());
        for (byte[] name : NOBODY) {
            if (Arrays.equals(value.array(), from, value.length(), name, 0, name.length)) {
                return Kind.NONE;
            }
        }
        return kept;
    }

    /** What a version is the version of, in small letters: {@code tls} of {@code TLSv1.2}. */
    static Kind versionProtocol(Kind kind, ByteBuilder value, int from) {
        int number = firstDigit(value, from);
        int end = number;
        while (end > from && (value.array()[end - 1] == ' ' || value.array()[end - 1] == 'v')) {
            end--;
        }
        if (number == value.length() || end == from) {
            return Kind.NONE;
        }
        value.cut(end);
        return lower(kind, value, from);
    }

    /** The number of a version: {@code 1.2} of {@code TLSv1.2}. */
    static Kind versionNumber(Kind kind, ByteBuilder value, int from) {
        return keep(value, from, firstDigit(value, from), value.length());
    }

    private static int firstDigit(ByteBuilder value, int from) {
        int at = from;
        while (at < value.length() && (value.array()[at] < '0' || value.array()[at] > '9')) {
            at++;
        }
        return at;
    }

    /** Leaves only what stands between two positions. */
    static Kind keep(ByteBuilder value, int from, int start, int end) {
        System.arraycopy(value.array(), start, value.array(), from, end - start);
        value.cut(from + end - start);
        return end > start ? Kind.TEXT : Kind.NONE;
    }

    static int indexOf(ByteBuilder value, int from, char wanted) {
        for (int at = from; at < value.length(); at++) {
            if (value.array()[at] == wanted) {
                return at;
            }
        }
        return -1;
    }

    static int lastIndexOf(ByteBuilder value, int from, char wanted) {
        for (int at = value.length() - 1; at >= from; at--) {
            if (value.array()[at] == wanted) {
                return at;
            }
        }
        return -1;
    }
}
