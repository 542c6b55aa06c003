package org.estreamer.dispatcher;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * What a plugin has finished of one server's records: everything stored before a second, and those of that second and
 * later whose digests are listed, each as often as it came.
 *
 * <pre>
 *   0         4          12      16                          16 + 12 n
 *   +---------+----------+-------+--  n times  ------------+----------+
 *   | E S P 1 | second   | n     | seconds     | digest    | CRC-32C  |
 *   |         | int64    | int32 | later       | int64     | of the   |
 *   |         |          |       | uint32      |           | rest     |
 *   +---------+----------+-------+-------------------------+----------+
 * </pre>
 */
final class Position {
    /** What every position starts with: three letters and the version. */
    private static final int START = 'E' << 24 | 'S' << 16 | 'P' << 8 | 1;

    private static final int HEAD = 16;
    private static final int ENTRY = 12;
    private static final int TAIL = 4;

    private final long second;
    private final long[] seconds;
    private final long[] digests;

    /**
     * Makes a position; the arrays are kept.
     *
     * @param second  everything stored before it is finished
     * @param seconds the seconds of the finished records that are not before {@code second}
     * @param digests their digests
     */
    Position(long second, long[] seconds, long[] digests) {
        this.second = second;
        this.seconds = seconds;
        this.digests = digests;
    }

    /** The position of a plugin that has finished nothing yet and needs everything from a second on. */
    static Position before(long second) {
        return new Position(Math.max(second, 0), new long[0], new long[0]);
    }

    /** A position as bytes that are not to be trusted: what is not a position is an {@link IllegalArgumentException}. */
    static Position decode(byte[] bytes) {
        require(bytes.length >= HEAD + TAIL, "it has only " + bytes.length + " bytes");
        ByteBuffer in = ByteBuffer.wrap(bytes);
        require(in.getInt(bytes.length - TAIL) == checksum(bytes), "its checksum is wrong");
        int start = in.getInt();
        require(start >>> 8 == START >>> 8, "it does not start as a position does");
        require(start == START, "it is of version " + (start & 0xFF) + ", this release reads version 1");
        long second = in.getLong();
        int count = in.getInt();
        require(count == (bytes.length - HEAD - TAIL) / ENTRY && second >= 0, "its length does not fit");
        require(bytes.length == HEAD + count * ENTRY + TAIL, "its length does not fit");
        long[] seconds = new long[count];
        long[] digests = new long[count];
        for (int i = 0; i < count; i++) {
            seconds[i] = second + Integer.toUnsignedLong(in.getInt());
            digests[i] = in.getLong();
        }
        return new Position(second, seconds, digests);
    }

    byte[] encode() {
        ByteBuffer out = ByteBuffer.allocate(HEAD + ENTRY * digests.length + TAIL);
        out.putInt(START).putLong(second).putInt(digests.length);
        for (int i = 0; i < digests.length; i++) {
            out.putInt((int) (seconds[i] - second)).putLong(digests[i]);
        }
        return out.putInt(checksum(out.array())).array();
    }

    /** Everything stored before it is finished. */
    long second() {
        return second;
    }

    /** How many finished records are listed. */
    int size() {
        return digests.length;
    }

    /** Gives the listed records, in order. */
    void forEach(Taker taker) {
        for (int i = 0; i < digests.length; i++) {
            taker.take(seconds[i], digests[i]);
        }
    }

    /** Takes a listed record. */
    interface Taker {
        void take(long second, long digest);
    }

    /** Lists records one by one. */
    static final class Builder {
        private final long second;
        private long[] seconds = new long[16];
        private long[] digests = new long[16];
        private int size;

        Builder(long second) {
            this.second = second;
        }

        void add(long recordSecond, long digest) {
            if (size == seconds.length) {
                seconds = Arrays.copyOf(seconds, 2 * size);
                digests = Arrays.copyOf(digests, 2 * size);
            }
            seconds[size] = recordSecond;
            digests[size++] = digest;
        }

        Position build() {
            return new Position(second, Arrays.copyOf(seconds, size), Arrays.copyOf(digests, size));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Position that
                && second == that.second
                && Arrays.equals(seconds, that.seconds)
                && Arrays.equals(digests, that.digests);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(second) + Arrays.hashCode(digests);
    }

    @Override
    public String toString() {
        return "second " + second + " and " + digests.length + " records";
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
