package org.estreamer.formats;

import java.nio.charset.StandardCharsets;

/**
 * Puts UTF-8 text between quotes as JSON wants it. Bytes that are not UTF-8 become U+FFFD. Besides what JSON demands,
 * everything that could move a terminal's cursor, break a line or turn the reading direction is escaped too.
 */
final class Utf8Escaper {
    private static final byte[] REPLACEMENT = "\uFFFD".getBytes(StandardCharsets.UTF_8);
    private static final boolean[] PLAIN = new boolean[256];

    static {
        for (int b = 0x20; b < 0x7F; b++) {
            PLAIN[b] = b != '"' && b != '\\';
        }
    }

    private Utf8Escaper() {}

    static void quoted(ByteBuilder out, byte[] text, int offset, int length) {
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
        int size = size(text[at] & 0xFF);
        int sound = 1;
        while (sound < size && at + sound < end && continues(text, at, sound)) {
            sound++;
        }
        if (size == 0 || sound < size) {
            out.put(REPLACEMENT);
        } else if (size < 4 && isControl(character(text, at, size))) {
            escape(out, character(text, at, size));
        } else {
            out.put(text, at, size);
        }
        return at + sound;
    }

    /** How many bytes a character has that starts with this one; 0 where none does. */
    private static int size(int lead) {
        if (lead < 0xC2 || lead > 0xF4) {
            return 0;
        }
        if (lead < 0xE0) {
            return 2;
        }
        return lead < 0xF0 ? 3 : 4;
    }

    /** Whether a byte may follow; the second one also rules out long forms, surrogates and what is above U+10FFFF. */
    private static boolean continues(byte[] text, int at, int index) {
        int b = text[at + index] & 0xFF;
        int low = 0x80;
        int high = 0xBF;
        if (index == 1) {
            switch (text[at] & 0xFF) {
                case 0xE0 -> low = 0xA0;
                case 0xED -> high = 0x9F;
                case 0xF0 -> low = 0x90;
                case 0xF4 -> high = 0x8F;
                default -> {
                    // any continuation byte will do
                }
            }
        }
        return low <= b && b <= high;
    }

    private static int character(byte[] text, int at, int size) {
        return size == 2
                ? ((text[at] & 0x1F) << 6) | (text[at + 1] & 0x3F)
                : ((text[at] & 0x0F) << 12) | ((text[at + 1] & 0x3F) << 6) | (text[at + 2] & 0x3F);
    }

    private static boolean isControl(int character) {
        return character < 0xA0
                || character == 0x061C
                || (character >= 0x200E && character <= 0x200F)
                || (character >= 0x2028 && character <= 0x202E)
                || (character >= 0x2066 && character <= 0x2069);
    }

    private static void escape(ByteBuilder out, int character) {
        out.put('\\').put('u').hex(character >> 8).hex(character);
    }
}
