package org.estreamer.formats.bytes;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
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
    private static final VarHandle PAIRS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle EIGHTS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    /** Two characters each: {@code 00} to {@code 99}, and {@code 00} to {@code ff}. */
    private static final short[] DECIMAL_PAIRS = new short[100];

    private static final short[] HEX_PAIRS = new short[256];

    static {
        for (int i = 0; i < DECIMAL_PAIRS.length; i++) {
            DECIMAL_PAIRS[i] = (short) ((('0' + i / 10) << 8) | ('0' + i % 10));
        }
        for (int i = 0; i < HEX_PAIRS.length; i++) {
            HEX_PAIRS[i] = (short) ((HEX[i >> 4] << 8) | HEX[i & 15]);
        }
    }

    private final int usual;
    private byte[] bytes;
    private int length;

    public ByteBuilder() {
        this(USUAL);
    }

    /**
     * Makes one for less than a record.
     *
     * @param usual how many bytes are usual
     */
    public ByteBuilder(int usual) {
        this.usual = usual;
        bytes = new byte[usual];
    }

    public int length() {
        return length;
    }

    public void clear() {
        length = 0;
        if (bytes.length > KEPT) {
            bytes = new byte[usual];
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

    /** Takes out the byte at a place. */
    public void remove(int at) {
        reserve(Long.BYTES);
        for (int i = at; i < length - 1; i += Long.BYTES) {
            EIGHTS.set(bytes, i, (long) EIGHTS.get(bytes, i + 1));
        }
        length--;
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
    public ByteBuilder member(MemberKey key) {
        int count = key.length;
        reserve(count + Long.BYTES);
        byte[] from = key.text;
        byte[] to = bytes;
        int at = length;
        int skipped = at > 0 && to[at - 1] == '{' ? 1 : 0;
        for (int i = 0; i < count; i += Long.BYTES) { // most keys are two or three of these
            EIGHTS.set(to, at + i, (long) EIGHTS.get(from, i + skipped));
        }
        length = at + count - skipped;
        return this;
    }

    /**
     * Room for bytes that are put into the array directly, from {@link #length} on; {@link #filled} says up to where.
     *
     * @return the array
     */
    byte[] room(int count) {
        reserve(count);
        return bytes;
    }

    void filled(int to) {
        length = to;
    }

    /** Puts a byte as two hex digits. */
    public ByteBuilder hex(int b) {
        reserve(2);
        PAIRS.set(bytes, length, HEX_PAIRS[b & 0xFF]);
        length += 2;
        return this;
    }

    /** Puts bytes as hex digits. */
    public ByteBuilder hex(byte[] from, int offset, int count) {
        reserve(Math.multiplyExact(2, count));
        byte[] to = bytes;
        int at = length;
        for (int i = offset; i < offset + count; i++) {
            PAIRS.set(to, at, HEX_PAIRS[from[i] & 0xFF]);
            at += 2;
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
        if (value >= 0 && value < 10) {
            return put('0' + (int) value);
        }
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
            at -= 2;
            PAIRS.set(to, at, DECIMAL_PAIRS[pair]);
        }
        if (rest > 0 || at == end) {
            to[--at] = (byte) ('0' + rest);
        }
    }

    /** Counts the digits of a number by those of the power of two below it: a digit has 3.32 bits. */
    private static int digits(int value) {
        int below = ((Integer.SIZE - Integer.numberOfLeadingZeros(value | 1)) * 1233) >> 12;
        return value >= POWERS[below] ? below + 1 : below;
    }

    private void reserve(int count) {
        if (count > bytes.length - length) {
            int wanted = Math.addExact(length, count);
            bytes = Arrays.copyOf(bytes, Math.max(wanted, (int) Math.min(Integer.MAX_VALUE - 8L, bytes.length * 2L)));
        }
    }
}
