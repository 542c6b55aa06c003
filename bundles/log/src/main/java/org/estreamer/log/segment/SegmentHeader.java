package org.estreamer.log.segment;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.StreamCorruptedException;
import java.io.UTFDataFormatException;
import java.nio.ByteBuffer;

/**
 * What stands at the beginning of a segment.
 *
 * <pre>
 *   0         4        8         12
 *   | E S L 1 | length | CRC-32C | log id | epoch | first number | arrival | durable | seconds before | state ... | before |
 *   |         | int32  | of what | int64  | int32 | int64        | int64   | int64   | int64 int64    |           | int64  |
 *   |         |        | follows |        |       |              | ms      |         | oldest newest  |           |        |
 *
 *   state:  | lateness | n     | n seconds | start second | request text | host and port |
 *           | int32    | uint8 | uint32    | int64        | utf          | utf           |
 * </pre>
 *
 * The length is that of the whole header. So a log that has lost all but its newest segment still knows where it has come to.
 *
 * @param log          the id of the log
 * @param epoch        the epoch of the numbers in the segment
 * @param first        the number of the first record
 * @param arrival      when the segment was begun, milliseconds since 1970; nothing before it arrived later
 * @param durable      what was on the disk for certain then: every number before it
 * @param oldestBefore the oldest archival second in the segment before; 0 for none
 * @param newestBefore the newest archival second in the segment before; 0 for none
 * @param state        where the server has come to
 * @param before       the first number of the segment before, which may be missing by now; {@link #NONE} where there was none
 */
public record SegmentHeader(
        long log,
        int epoch,
        long first,
        long arrival,
        long durable,
        long oldestBefore,
        long newestBefore,
        SegmentState state,
        long before) {
    /** No number of a record. */
    public static final long NONE = -1;

    private static final int MAGIC = 'E' << 24 | 'S' << 16 | 'L' << 8 | 1;
    private static final int CHECKED_FROM = 12;
    private static final int LONGEST = 1 << 16;

    /** Writes it as bytes. */
    public byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(log);
            out.writeInt(epoch);
            out.writeLong(first);
            out.writeLong(arrival);
            out.writeLong(durable);
            out.writeLong(oldestBefore);
            out.writeLong(newestBefore);
            state.write(out);
            out.writeLong(before);
        } catch (IOException e) {
            throw new IllegalStateException("an array takes everything", e);
        }
        byte[] body = bytes.toByteArray();
        return ByteBuffer.allocate(CHECKED_FROM + body.length)
                .putInt(MAGIC)
                .putInt(CHECKED_FROM + body.length)
                .putInt(BatchHeader.checksum(body, 0, body.length))
                .put(body)
                .array();
    }

    /** Whether what it says of the segment before is about that one. */
    public boolean speaksOf(SegmentHeader other) {
        return before == other.first;
    }

    /** Whether a file begins as a segment does, of whatever version. */
    public static boolean begins(RandomAccessFile file) throws IOException {
        return file.length() >= Integer.BYTES && file.readInt() >>> 8 == MAGIC >>> 8;
    }

    /**
     * Reads it, and leaves the file's place behind it.
     *
     * @throws StreamCorruptedException if there is none, or not all of it
     * @throws IOException              if the file cannot be read
     */
    public static SegmentHeader read(RandomAccessFile file) throws IOException {
        byte[] start = new byte[CHECKED_FROM];
        readFully(file, start);
        ByteBuffer fixed = ByteBuffer.wrap(start);
        int magic = fixed.getInt();
        require(magic >>> 8 == MAGIC >>> 8, "it does not begin as a segment does");
        require(magic == MAGIC, "it is of version " + (magic & 0xFF) + ", and version 1 is known here");
        int length = fixed.getInt();
        require(length > CHECKED_FROM && length <= LONGEST, "its header has no length");
        byte[] body = new byte[length - CHECKED_FROM];
        readFully(file, body);
        require(fixed.getInt() == BatchHeader.checksum(body, 0, body.length), "its header is damaged");
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(body))) {
            return new SegmentHeader(
                    in.readLong(),
                    in.readInt(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    SegmentState.read(in),
                    in.readLong());
        } catch (EOFException | UTFDataFormatException e) {
            throw (StreamCorruptedException) new StreamCorruptedException("its header is damaged").initCause(e);
        }
    }

    private static void readFully(RandomAccessFile file, byte[] target) throws IOException {
        require(file.length() - file.getFilePointer() >= target.length, "it ends inside its header");
        file.readFully(target);
    }

    private static void require(boolean holds, String fault) throws StreamCorruptedException {
        if (!holds) {
            throw new StreamCorruptedException(fault);
        }
    }
}
