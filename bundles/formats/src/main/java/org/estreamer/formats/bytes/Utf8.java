package org.estreamer.formats.bytes;

import java.nio.charset.StandardCharsets;

/** Reads UTF-8 that need not be sound: what is no character has a width below 0. */
public final class Utf8 {
    private static final byte[] REPLACEMENT = "\uFFFD".getBytes(StandardCharsets.UTF_8);

    private Utf8() {}

    /**
     * How many bytes the character at a position has.
     *
     * @return 1 to 4; below 0 for bytes that are no character: as many of them, negated, as stand for one U+FFFD
     */
    public static int width(byte[] text, int at, int end) {
        int lead = text[at];
        if (lead >= 0) {
            return 1;
        }
        int size = size(lead & 0xFF);
        int sound = 1;
        while (sound < size && at + sound < end && continues(text, at, sound)) {
            sound++;
        }
        return size == 0 || sound < size ? -sound : size;
    }

    /** The character of a width above 0 at a position. */
    public static int character(byte[] text, int at, int width) {
        return switch (width) {
            case 1 -> text[at];
            case 2 -> ((text[at] & 0x1F) << 6) | (text[at + 1] & 0x3F);
            case 3 -> ((text[at] & 0x0F) << 12) | ((text[at + 1] & 0x3F) << 6) | (text[at + 2] & 0x3F);
            default ->
                ((text[at] & 0x07) << 18)
                        | ((text[at + 1] & 0x3F) << 12)
                        | ((text[at + 2] & 0x3F) << 6)
                        | (text[at + 3] & 0x3F);
        };
    }

    /** Whether a character could move a terminal's cursor, break a line or turn the reading direction. */
    public static boolean isControl(int character) {
        return character < 0x20
                || (character >= 0x7F && character < 0xA0)
                || character == 0x061C
                || (character >= 0x200E && character <= 0x200F)
                || (character >= 0x2028 && character <= 0x202E)
                || (character >= 0x2066 && character <= 0x2069);
    }

    /** Puts U+FFFD. */
    public static void replacement(ByteBuilder out) {
        out.put(REPLACEMENT);
    }

    /** Where a text is to be cut so that it has at most some characters. */
    public static int cut(byte[] text, int offset, int end, int characters) {
        int at = offset;
        for (int count = 0; count < characters && at < end; count++) {
            at += Math.abs(width(text, at, end));
        }
        return at;
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
}
