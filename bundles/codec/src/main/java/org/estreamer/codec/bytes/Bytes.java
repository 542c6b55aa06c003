package org.estreamer.codec.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Big-endian unsigned numbers in byte arrays. Every position must have been checked against the bytes at hand. */
public final class Bytes {
    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Bytes() {}

    public static int uint16(byte[] bytes, int at) {
        return (short) SHORTS.get(bytes, at) & 0xFFFF;
    }

    public static int int32(byte[] bytes, int at) {
        return (int) INTS.get(bytes, at);
    }

    public static long uint32(byte[] bytes, int at) {
        return int32(bytes, at) & 0xFFFFFFFFL;
    }

    public static long uint64(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    /** Reads a number of 1, 2, 4 or 8 bytes. */
    public static long number(byte[] bytes, int at, int width) {
        return switch (width) {
            case 1 -> bytes[at] & 0xFF;
            case 2 -> uint16(bytes, at);
            case 4 -> uint32(bytes, at);
            default -> uint64(bytes, at);
        };
    }

    /** The length of text without the NUL padding behind it. */
    public static int lengthUpToNul(byte[] bytes, int start, int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[start + i] == 0) {
                return i;
            }
        }
        return length;
    }
}
