package org.estreamer.log.segment;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Where a server had come to when a segment was begun: all that is needed to go on without the segments before.
 *
 * @param seconds  the archival seconds of the last records that have one, the latest last; at most 255
 * @param lateness by how many seconds records were late of late
 * @param start    the second from which the first connection began, where its start was "now"; 0 if it was not
 * @param request  what was asked for, and of whom
 * @param address  host and port of the server; empty where nobody has said
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record SegmentState(long[] seconds, int lateness, long start, String request, String address) {
    /** Of a log that nothing has arrived in. */
    public static final SegmentState NONE = new SegmentState(new long[0], 0, 0, "", "");

    void write(DataOutput out) throws IOException {
        out.writeInt(lateness);
        out.writeByte(seconds.length);
        for (long second : seconds) {
            out.writeInt((int) second);
        }
        out.writeLong(start);
        out.writeUTF(request);
        out.writeUTF(address);
    }

    static SegmentState read(DataInput in) throws IOException {
        int lateness = in.readInt();
        long[] seconds = new long[in.readUnsignedByte()];
        for (int i = 0; i < seconds.length; i++) {
            seconds[i] = Integer.toUnsignedLong(in.readInt());
        }
        return new SegmentState(seconds, lateness, in.readLong(), in.readUTF(), in.readUTF());
    }
}
