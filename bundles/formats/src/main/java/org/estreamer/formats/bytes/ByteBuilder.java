package org.estreamer.formats.bytes;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing array of bytes, used again for every record. */
public final class ByteBuilder {
    /** Room for nearly every record. */
    private static final int USUAL = 8 * 1024;
    /** What one huge record may leave behind as room for the next ones. */
    private static final int KEPT = 1024 * 1024;

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int[] POWERS = {
        1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
    };
    private static final byte[] TENS = new byte[100];
    private static final byte[] ONES = new byte[100];

    static {
        for (int i = 0; i < 100; i++) {
            TENS[i] = (byte) ('0' + i / 10);
            ONES[i] = (byte) ('0' + i % 10);
        }
    }

    private byte[] bytes = new byte[USUAL];
    private int length;

    public int length() {
        return length;
    }

    public void clear() {
        length = 0;
        if (bytes.length > KEPT) {
            bytes = new byte[USUAL];
        }
    }

    /** The array that holds the bytes, good until more are put. */
    public byte[] array() {
        return bytes;
    }

    /** Takes back what was put in after a length. */
    public void cut(int to) {
        length = to;
    }

    public void writeTo(OutputStream out) throws IOException {
        out.write(bytes, 0, length);
    }

    /** The byte put last; 0 where there is none. */
    public byte last() {
        return length == 0 ? 0 : bytes[length - 1];
    }

    public ByteBuilder put(int b) {
        reserve(1);
        bytes[length++] = (byte) b;
        return this;
    }

    public ByteBuilder put(byte[] from, int offset, int count) {
        reserve(count);
        System.arraycopy(from, offset, bytes, length, count);
        length += count;
        return this;
    }

    public ByteBuilder put(byte[] from) {
        return put(from, 0, from.length);
    }

    /** Puts a text of ASCII characters. */
    @SuppressWarnings("deprecation") // the one conversion of a String that allocates nothing; right for ASCII
    public ByteBuilder ascii(String text) {
        int count = text.length();
        reserve(count);
        text.getBytes(0, count, bytes, length);
        length += count;
        return this;
    }

    /** Puts {@code "name":}, behind a comma unless it is the first thing behind the bracket of its object. */
    public ByteBuilder member(byte[] name) {
        reserve(name.length + 4);
        byte[] to = bytes;
        int at = length;
        if (at > 0 && to[at - 1] != '{') {
            to[at++] = ',';
        }
        to[at++] = '"';
        System.arraycopy(name, 0, to, at, name.length);
        at += name.length;
        to[at++] = '"';
        to[at++] = ':';
        length = at;
        return this;
    }

    /** Puts a byte as two hex digits. */
    public ByteBuilder hex(int b) {
        reserve(2);
        bytes[length++] = HEX[(b >> 4) & 15];
        bytes[length++] = HEX[b & 15];
        return this;
    }

    /** Puts bytes as hex digits. */
    public ByteBuilder hex(byte[] from, int offset, int count) {
        reserve(Math.multiplyExact(2, count));
        byte[] to = bytes;
        int at = length;
        for (int i = offset; i < offset + count; i++) {
            to[at++] = HEX[(from[i] >> 4) & 15];
            to[at++] = HEX[from[i] & 15];
        }
        length = at;
        return this;
    }

    /** Puts one hex digit. */
    public ByteBuilder hexDigit(int digit) {
        return put(HEX[digit & 15]);
    }

    /** Puts a number in decimal. */
    public ByteBuilder unsigned(long value) {
        if (value < 0 || value > Integer.MAX_VALUE) {
            // two halves, each of which an int holds or the next call splits
            long high = Long.divideUnsigned(value, 1_000_000_000);
            return unsigned(high).padded((int) (value - high * 1_000_000_000));
        }
        int count = digits((int) value);
        reserve(count);
        length += count;
        backwards((int) value, length);
        return this;
    }

    /** Puts a number below 1,000,000,000 as nine digits. */
    private ByteBuilder padded(int value) {
        reserve(9);
        Arrays.fill(bytes, length, length + 9, (byte) '0');
        length += 9;
        backwards(value, length);
        return this;
    }

    /** Writes a number so that it ends before a place. */
    private void backwards(int value, int end) {
        byte[] to = bytes;
        int at = end;
        int rest = value;
        while (rest >= 10) {
            int pair = rest % 100;
            rest /= 100;
            to[--at] = ONES[pair];
            to[--at] = TENS[pair];
        }
        if (rest > 0 || at == end) {
            to[--at] = (byte) ('0' + rest);
        }
    }

    private static int digits(int value) {
        int count = 1;
        while (count < 10 && value >= POWERS[count]) {
            count++;
        }
        return count;
    }

    private void reserve(int count) {
        if (count > bytes.length - length) {
            int wanted = Math.addExact(length, count);
            bytes = Arrays.copyOf(bytes, Math.max(wanted, (int) Math.min(Integer.MAX_VALUE - 8L, bytes.length * 2L)));
        }
    }
}
