package org.estreamer.codec.bytes;

import java.util.Arrays;

/** A growing buffer of big-endian numbers and bytes. */
public final class ByteWriter {
    private byte[] buffer = new byte[256];
    private int size;

    public int size() {
        return size;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(buffer, size);
    }

    public void number(long value, int width) {
        grow(width);
        for (int shift = 8 * (width - 1); shift >= 0; shift -= 8) {
            buffer[size] = (byte) (value >>> shift);
            size++;
        }
    }

    public void uint16(int value) {
        number(value, 2);
    }

    public void uint32(long value) {
        number(value, 4);
    }

    public void bytes(byte[] bytes) {
        bytes(bytes, 0, bytes.length);
    }

    public void bytes(byte[] bytes, int offset, int length) {
        grow(length);
        System.arraycopy(bytes, offset, buffer, size, length);
        size += length;
    }

    /** Writes a number of 4 bytes over what stands at a position. */
    public void overwriteUint32(int at, long value) {
        int end = size;
        size = at;
        uint32(value);
        size = end;
    }

    private void grow(int more) {
        if (buffer.length - size < more) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + more));
        }
    }
}
