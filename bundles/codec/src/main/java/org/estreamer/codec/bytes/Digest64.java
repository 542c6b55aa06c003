package org.estreamer.codec.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The 64-bit xxHash (XXH64, seed 0): the same for the same bytes on every machine and release. */
public final class Digest64 {
    private static final long PRIME1 = 0x9E3779B185EBCA87L;
    private static final long PRIME2 = 0xC2B2AE3D27D4EB4FL;
    private static final long PRIME3 = 0x165667B19E3779F9L;
    private static final long PRIME4 = 0x85EBCA77C2B2AE63L;
    private static final long PRIME5 = 0x27D4EB2F165667C5L;

    /** PRIME1 + PRIME2, wrapped around. */
    private static final long LANE1 = 0x60EA27EEADC0B5D6L;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private Digest64() {}

    public static long of(byte[] bytes, int start, int length) {
        int at = start;
        int end = start + length;
        long hash = PRIME5;
        if (length >= 32) {
            hash = lanes(bytes, start, length);
            at = start + (length & ~31);
        }
        hash += length;
        for (; at + 8 <= end; at += 8) {
            hash ^= round(0, (long) LONGS.get(bytes, at));
            hash = Long.rotateLeft(hash, 27) * PRIME1 + PRIME4;
        }
        if (at + 4 <= end) {
            hash ^= ((int) INTS.get(bytes, at) & 0xFFFFFFFFL) * PRIME1;
            hash = Long.rotateLeft(hash, 23) * PRIME2 + PRIME3;
            at += 4;
        }
        for (; at < end; at++) {
            hash ^= (bytes[at] & 0xFF) * PRIME5;
            hash = Long.rotateLeft(hash, 11) * PRIME1;
        }
        return avalanche(hash);
    }

    private static long lanes(byte[] bytes, int start, int length) {
        long v1 = LANE1;
        long v2 = PRIME2;
        long v3 = 0;
        long v4 = -PRIME1;
        int end = start + (length & ~31);
        for (int at = start; at < end; at += 32) {
            v1 = round(v1, (long) LONGS.get(bytes, at));
            v2 = round(v2, (long) LONGS.get(bytes, at + 8));
            v3 = round(v3, (long) LONGS.get(bytes, at + 16));
            v4 = round(v4, (long) LONGS.get(bytes, at + 24));
        }
        long hash = Long.rotateLeft(v1, 1) + Long.rotateLeft(v2, 7) + Long.rotateLeft(v3, 12) + Long.rotateLeft(v4, 18);
        hash = merge(hash, v1);
        hash = merge(hash, v2);
        hash = merge(hash, v3);
        return merge(hash, v4);
    }

    private static long round(long lane, long input) {
        return Long.rotateLeft(lane + input * PRIME2, 31) * PRIME1;
    }

    private static long merge(long hash, long lane) {
        return (hash ^ round(0, lane)) * PRIME1 + PRIME4;
    }

    private static long avalanche(long hash) {
        long h = (hash ^ (hash >>> 33)) * PRIME2;
        h = (h ^ (h >>> 29)) * PRIME3;
        return h ^ (h >>> 32);
    }
}
