package org.estreamer.pipeline.log;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * How far a plugin has come in a log.
 *
 * <pre>
 *   0         4          12      16         24         32        36
 *   | E S P 2 | log      | epoch | number   | second   | CRC-32C |
 *   |         | int64    | int32 | int64    | int64    | of the  |
 *   |         |          |       |          |          | rest    |
 * </pre>
 *
 * @param log    the id of the log; another log has another one, also where it belongs to a session of the same name
 * @param epoch  which epoch the number belongs to: a new one begins whenever the end of the log goes back
 * @param number everything before it is finished
 * @param second the archival second of the last finished record, seconds since 1970; 0 if it has none. It is for people, and
 *               for finding a place in another log
 */
public record LogPosition(long log, int epoch, long number, long second) {
    /** How long an encoded position is. */
    public static final int BYTES = 36;

    /** What every position starts with: three letters and the version. */
    private static final int START = 'E' << 24 | 'S' << 16 | 'P' << 8 | 2;

    private static final int TAIL = 4;

    /**
     * Reads a position.
     *
     * @param bytes not to be trusted
     * @return the position
     * @throws IllegalArgumentException if they are no position; the message says what is wrong
     */
    public static LogPosition decode(byte[] bytes) {
        require(bytes.length >= 12 + TAIL, "it has only " + bytes.length + " bytes");
        ByteBuffer in = ByteBuffer.wrap(bytes);
        require(in.getInt(bytes.length - TAIL) == checksum(bytes), "its checksum is wrong");
        int start = in.getInt();
        require(start >>> 8 == START >>> 8, "it does not start as a position does");
        require(start == START, "it is of version " + (start & 0xFF) + ", and version 2 is known here");
        require(bytes.length == BYTES, "its length does not fit");
        return new LogPosition(in.getLong(), in.getInt(), in.getLong(), in.getLong());
    }

    /**
     * Writes the position.
     *
     * @return {@link #BYTES} bytes
     */
    public byte[] encode() {
        ByteBuffer out = ByteBuffer.allocate(BYTES);
        out.putInt(START).putLong(log).putInt(epoch).putLong(number).putLong(second);
        return out.putInt(checksum(out.array())).array();
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length - TAIL);
        return (int) crc.getValue();
    }

    private static void require(boolean holds, String fault) {
        if (!holds) {
            throw new IllegalArgumentException(fault);
        }
    }
}
