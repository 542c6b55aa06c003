package org.estreamer.formats.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Puts UTF-8 text between quotes as JSON wants it. Bytes that are not UTF-8 become U+FFFD. Besides what JSON demands,
 * everything that could move a terminal's cursor, break a line or turn the reading direction is escaped too.
 */
public final class Utf8Escaper {
    private static final VarHandle EIGHTS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGHEST = 0x8080_8080_8080_8080L;
    private static final boolean[] PLAIN = new boolean[256];

    static {
        for (int b = 0x20; b < 0x7F; b++) {
            PLAIN[b] = b != '"' && b != '\\';
        }
    }

    private Utf8Escaper() {}

    public static void quoted(ByteBuilder out, byte[] text, int offset, int length) {
        out.put('"');
        escaped(out, text, offset, length);
        out.put('"');
    }

    private static void escaped(ByteBuilder out, byte[] text, int offset, int length) {
        int end = offset + length;
        int at = offset;
        while (at < end) {
            at = plain(out, text, at, end);
            if (at < end) {
                at = text[at] >= 0 ? ascii(out, text[at], at) : beyondAscii(out, text, at, end);
            }
        }
    }

    /**
     * Makes a quoted text of what stands behind a quote at the end of the buffer. Mostly nothing but the other quote is missing.
     *
     * @param start where the quote stands
     * @param spare holds what has to be put anew
     */
    public static void quote(ByteBuilder out, int start, ByteBuilder spare) {
        byte[] text = out.array();
        int end = out.length();
        int at = start + 1;
        if (end - at >= Long.BYTES) {
            int last = end - Long.BYTES;
            while (at < last && isPlain((long) EIGHTS.get(text, at))) {
                at += Long.BYTES;
            }
            // the last eight may overlap those before
            at = at >= last && isPlain((long) EIGHTS.get(text, last)) ? end : Math.min(at, last);
        }
        while (at < end && PLAIN[text[at] & 0xFF]) {
            at++;
        }
        if (at == end) {
            out.put('"');
        } else {
            spare.clear();
            spare.put(text, at, end - at);
            out.cut(at);
            escaped(out, spare.array(), 0, spare.length());
            out.put('"');
        }
    }

    /** Copies what may stand as it is, eight bytes at a time; returns where that ends. */
    private static int plain(ByteBuilder out, byte[] text, int start, int end) {
        byte[] to = out.room(end - start);
        int moved = out.length() - start;
        int at = start;
        int last = end - Long.BYTES;
        while (at <= last) {
            long eight = (long) EIGHTS.get(text, at);
            if (!isPlain(eight)) {
                break;
            }
            EIGHTS.set(to, at + moved, eight);
            // the last eight may overlap those before
            at = at < last ? Math.min(at + Long.BYTES, last) : end;
        }
        while (at < end && PLAIN[text[at] & 0xFF]) {
            to[at + moved] = text[at];
            at++;
        }
        out.filled(at + moved);
        return at;
    }

    /**
     * Whether none of eight bytes needs escaping. A byte that does sets the highest bit of itself in what is tested: below 0x20
     * by the subtraction, a quote, a backslash and DEL by one from what is 0 after the exclusive or, beyond ASCII by itself.
     */
    private static boolean isPlain(long eight) {
        long quote = eight ^ (ONES * '"');
        long backslash = eight ^ (ONES * '\\');
        long del = eight ^ (ONES * 0x7F);
        long found = eight | (eight - ONES * 0x20) | (quote - ONES) | (backslash - ONES) | (del - ONES);
        return (found & HIGHEST) == 0;
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
