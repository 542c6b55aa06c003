package org.estreamer.log.segment;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * What stands before the messages of a batch.
 *
 * <pre>
 *   0         4         8        12        16      24       32      36       40       44      48        56
 *   | E S B 1 | CRC-32C | length | CRC-32C | first | arrival | count | oldest | newest | flags | durable | messages ...
 *   |         | of what | int32  | of the  | int64 | int64   | int32 | uint32 | uint32 | int32 | int64   | length bytes
 *   |         | follows |        | message |       | ms      |       | second | second |       |         |
 * </pre>
 *
 * The first checksum covers the header from its byte 8 on.
 *
 * @param length   how many bytes the messages have
 * @param checksum of the messages
 * @param first    the number of the first record
 * @param arrival  when it was appended, milliseconds since 1970; never earlier than the batch before
 * @param count    how many records there are
 * @param oldest   the oldest archival second; 0 where no record has one
 * @param newest   the newest archival second; 0 where no record has one
 * @param history  whether the server was still sending what it had stored before the connection
 * @param durable  what was on the disk for certain when the batch was written: every number before it
 */
public record BatchHeader(
        int length,
        int checksum,
        long first,
        long arrival,
        int count,
        long oldest,
        long newest,
        boolean history,
        long durable) {
    /** How many bytes it has. */
    public static final int BYTES = 56;

    static final int MAGIC = 'E' << 24 | 'S' << 16 | 'B' << 8 | 1;

    private static final int CHECKED_FROM = 8;
    private static final int HISTORY = 1;

    /** The number behind the last record. */
    public long next() {
        return first + count;
    }

    /** Whether a record of one of the seconds may be in it, both ends included. */
    public boolean covers(long from, long to) {
        return newest >= from && oldest <= to;
    }

    /** Writes it as bytes. */
    public byte[] encode() {
        ByteBuffer out = ByteBuffer.allocate(BYTES);
        out.putInt(MAGIC)
                .putInt(0)
                .putInt(length)
                .putInt(checksum)
                .putLong(first)
                .putLong(arrival);
        out.putInt(count).putInt((int) oldest).putInt((int) newest).putInt(history ? HISTORY : 0);
        out.putLong(durable);
        return out.putInt(4, headerChecksum(out.array(), 0)).array();
    }

    /** Reads it; null where the bytes are none. */
    static BatchHeader decode(byte[] bytes, int at) {
        ByteBuffer in = ByteBuffer.wrap(bytes, at, BYTES);
        if (in.getInt() != MAGIC || in.getInt() != headerChecksum(bytes, at)) {
            return null;
        }
        BatchHeader header = new BatchHeader(
                in.getInt(),
                in.getInt(),
                in.getLong(),
                in.getLong(),
                in.getInt(),
                Integer.toUnsignedLong(in.getInt()),
                Integer.toUnsignedLong(in.getInt()),
                (in.getInt() & HISTORY) != 0,
                in.getLong());
        boolean possible = header.length >= 0 && header.first >= 0 && header.count > 0 && header.next() > 0;
        return possible ? header : null;
    }

    /** The checksum of messages. */
    public static int checksum(byte[] messages, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(messages, offset, length);
        return (int) crc.getValue();
    }

    private static int headerChecksum(byte[] bytes, int at) {
        return checksum(bytes, at + CHECKED_FROM, BYTES - CHECKED_FROM);
    }
}
