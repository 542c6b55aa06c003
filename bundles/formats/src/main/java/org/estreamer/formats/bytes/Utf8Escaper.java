package org.estreamer.formats.bytes;

/**
 * Puts UTF-8 text between quotes as JSON wants it. Bytes that are not UTF-8 become U+FFFD. Besides what JSON demands,
 * everything that could move a terminal's cursor, break a line or turn the reading direction is escaped too.
 */
public final class Utf8Escaper {
    private static final boolean[] PLAIN = new boolean[256];

    static {
        for (int b = 0x20; b < 0x7F; b++) {
            PLAIN[b] = b != '"' && b != '\\';
        }
    }

    private Utf8Escaper() {}

    public static void quoted(ByteBuilder out, byte[] text, int offset, int length) {
        out.put('"');
        int end = offset + length;
        int at = offset;
        while (at < end) {
            int start = at;
            while (at < end && PLAIN[text[at] & 0xFF]) {
                at++;
            }
            out.put(text, start, at - start);
            if (at < end) {
                at = text[at] >= 0 ? ascii(out, text[at], at) : beyondAscii(out, text, at, end);
            }
        }
        out.put('"');
    }

    private static int ascii(ByteBuilder out, byte b, int at) {
        switch (b) {
            case '"', '\\' -> out.put('\\').put(b);
            case '\n' -> out.put('\\').put('n');
            case '\r' -> out.put('\\').put('r');
            case '\t' -> out.put('\\').put('t');
            default -> escape(out, b);
        }
        return at + 1;
    }

    private static int beyondAscii(ByteBuilder out, byte[] text, int at, int end) {
        int width = Utf8.width(text, at, end);
        if (width < 0) {
            Utf8.replacement(out);
        } else if (width < 4 && Utf8.isControl(Utf8.character(text, at, width))) {
            escape(out, Utf8.character(text, at, width));
        } else {
            out.put(text, at, width);
        }
        return at + Math.abs(width);
    }

    private static void escape(ByteBuilder out, int character) {
        out.put('\\').put('u').hex(character >> 8).hex(character);
    }
}
