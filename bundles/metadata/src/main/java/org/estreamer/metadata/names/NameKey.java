package org.estreamer.metadata.names;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Keys of 64 bits, which are other ones for every other value: among a million keys, two are the same once in some ten million
 * cases.
 *
 * <p>A number has the same key however wide the field is that holds it: an event may have two bytes where its metadata have four.
 */
public final class NameKey {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private NameKey() {}

    /**
     * Goes on from a key with a value: the finalizer of MurmurHash3. What goes in differently comes out differently, in every
     * bit. The key is turned and multiplied first, for without that a key and a value could change places: record type 63 with id 109
     * would be record type 109 with id 63.
     *
     * @param key   the key so far
     * @param value what belongs to it next
     * @return the key of both
     */
    public static long mixed(long key, long value) {
        long mixed = ((Long.rotateLeft(key, Integer.SIZE) * 0xD6E8FEB86659FD93L) ^ value) + 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 33)) * 0xFF51AFD7ED558CCDL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return mixed ^ (mixed >>> 33);
    }

    /**
     * The part of a key that a value is.
     *
     * @param bytes  hold the value
     * @param offset where it starts
     * @param length how many bytes it has
     * @return the number, where it has no more than eight bytes; else a digest; 0 for nothing but zeros
     */
    public static long part(byte[] bytes, int offset, int length) {
        if (length <= Long.BYTES) {
            long number = 0;
            for (int i = 0; i < length; i++) {
                number = (number << Byte.SIZE) | (bytes[offset + i] & 0xFF);
            }
            return number;
        }
        long part = 0;
        long any = 0;
        int at = offset;
        for (int end = offset + length; at < end; at += Long.BYTES) {
            long eight = at + Long.BYTES <= end ? (long) LONGS.get(bytes, at) : part(bytes, at, end - at);
            any |= eight;
            part = mixed(part, eight);
        }
        return any == 0 ? 0 : part;
    }
}
