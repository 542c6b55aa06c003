package org.estreamer.codec;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;

/**
 * Reads messages that stand one behind the other in an array: in a bundle, alone, or as {@link RecordBatch#bytes} keeps them.
 *
 * <pre>
 *   | version | type    | length        | length bytes |
 *   | uint16  | uint16  | uint32        |              |
 *
 *   version: 0 or 1; {@value #NO_MESSAGE} where the bytes behind it were no message when they came
 * </pre>
 *
 * Servers write version 0 or 1 inside a bundle. Where the bytes are no message any more, the rest becomes one record with a
 * fault, so that nothing is passed over in silence. It gets a header of its own, by which it is the same record again when it
 * is read from a log.
 */
final class InnerMessages {
    static final int HEADER = RecordBatch.HEADER;

    private static final int NO_MESSAGE = 0xFFFF;

    /** Of an event with its header: a list for as many records as that makes need not grow. */
    private static final int USUAL_LENGTH = 300;

    private final Layouts layouts;
    private final String server;
    private final String problem;
    private final List<Record> records;

    private InnerMessages(Layouts layouts, String server, int length, String problem) {
        this.records = new ArrayList<>(2 + length / USUAL_LENGTH);
        this.layouts = layouts;
        this.server = server;
        this.problem = problem == null ? "no message in the bundle" : problem;
    }

    /** Makes a record of each message between two positions. */
    static RecordBatch read(Layouts layouts, String server, byte[] bytes, int start, int end) {
        return new InnerMessages(layouts, server, end - start, null).read(bytes, start, end);
    }

    private RecordBatch read(byte[] bytes, int start, int end) {
        int at = start;
        while (at < end) {
            if (problemAt(bytes, at, end) != null || isNull(bytes, at)) {
                return readMended(bytes, start, end);
            }
            at = add(bytes, at);
        }
        return new RecordBatch(server, bytes, start, end - start, records);
    }

    /** Reads a copy that has exactly one message for each record. */
    private RecordBatch readMended(byte[] bytes, int start, int end) {
        ByteBuffer mended = ByteBuffer.allocate(end - start + HEADER);
        String problem = null;
        for (int at = start; at < end && problem == null; ) {
            problem = problemAt(bytes, at, end);
            int next = problem == null ? at + HEADER + Bytes.int32(bytes, at + 4) : end;
            if (problem != null) {
                mended.putShort((short) NO_MESSAGE).putShort((short) 0).putInt(end - at);
            }
            if (problem != null || !isNull(bytes, at)) {
                mended.put(bytes, at, next - at);
            }
            at = next;
        }
        InnerMessages again = new InnerMessages(layouts, server, mended.position(), problem);
        for (int at = 0; at < mended.position(); ) {
            at = again.add(mended.array(), at);
        }
        return new RecordBatch(server, mended.array(), 0, mended.position(), again.records);
    }

    /** A null is no data, wherever it stands. */
    private static boolean isNull(byte[] bytes, int at) {
        return Bytes.uint16(bytes, at + 2) == MessageType.NULL && Bytes.uint16(bytes, at) != NO_MESSAGE;
    }

    /** Adds the record of a message that is whole; says where the next one begins. */
    private int add(byte[] bytes, int at) {
        int start = at + HEADER;
        int end = start + Bytes.int32(bytes, at + 4);
        int type = Bytes.uint16(bytes, at + 2);
        if (Bytes.uint16(bytes, at) == NO_MESSAGE) {
            records.add(LayoutRecord.unreadable(server, bytes, start, end, problem));
        } else if (type == MessageType.EVENT_DATA) {
            records.add(LayoutRecord.at(layouts, server, bytes, start, end));
        } else {
            records.add(LayoutRecord.ofUnknownMessage(server, type, bytes, start, end));
        }
        return end;
    }

    private static String problemAt(byte[] bytes, int at, int end) {
        int left = end - at;
        if (left < HEADER) {
            return "the bundle ends inside a message header";
        }
        int version = Bytes.uint16(bytes, at);
        if (version > 1 && version != NO_MESSAGE) {
            return "no message header in the bundle";
        }
        long length = Bytes.uint32(bytes, at + 4);
        return length > left - HEADER
                ? "a message in the bundle claims " + length + " bytes, " + (left - HEADER) + " are left"
                : null;
    }
}
