package org.estreamer.codec.message;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.estreamer.codec.bytes.Bytes;
import org.estreamer.codec.layout.Layouts;
import org.estreamer.codec.record.LayoutRecord;
import org.estreamer.record.Fault;
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
public final class InnerMessages {
    public static final int HEADER = RecordBatch.HEADER;

    private static final int NO_MESSAGE = 0xFFFF;

    /** Of an event with its header: a list for as many records as that makes need not grow. */
    private static final int USUAL_LENGTH = 300;

    /** A message header, a record header and an id: no server makes more records of its bytes. */
    private static final int LEAST_LENGTH = 20;

    /** So many are taken of any message, however short. */
    private static final int ALWAYS_TAKEN = 1024;

    private static final Fault NONE_HERE = new Fault("no message in the bundle", 0);

    private final Layouts layouts;
    private final String server;
    private final Fault problem;
    private final List<Record> records;

    private InnerMessages(Layouts layouts, String server, int length, Fault problem) {
        this.records = new ArrayList<>(2 + length / USUAL_LENGTH);
        this.layouts = layouts;
        this.server = server;
        this.problem = problem;
    }

    /** Makes a record of each message between two positions, which have been read before. */
    public static RecordBatch read(Layouts layouts, String server, byte[] bytes, int start, int end) {
        return new InnerMessages(layouts, server, end - start, NONE_HERE).read(bytes, start, end, Integer.MAX_VALUE);
    }

    /**
     * Makes records of what a server has sent. A record takes more memory than eight bytes of it do, so there is a limit to how many
     * are made; what is behind them becomes one with a fault.
     */
    public static RecordBatch receive(Layouts layouts, String server, byte[] bytes, int start, int end) {
        int most = ALWAYS_TAKEN + (end - start) / LEAST_LENGTH;
        return new InnerMessages(layouts, server, end - start, NONE_HERE).read(bytes, start, end, most);
    }

    private RecordBatch read(byte[] bytes, int start, int end, int most) {
        int at = start;
        while (at < end) {
            if (problemAt(bytes, at, end) != null || isNull(bytes, at) || records.size() == most) {
                records.clear();
                return readMended(bytes, start, end, most);
            }
            at = add(bytes, at);
        }
        return new RecordBatch(server, bytes, start, end - start, records);
    }

    /** Reads a copy that has exactly one message for each record. */
    private RecordBatch readMended(byte[] bytes, int start, int end, int most) {
        ByteBuffer mended = ByteBuffer.allocate(end - start + HEADER);
        String wrong = null;
        int count = 0;
        for (int at = start; at < end && wrong == null; ) {
            boolean isNull = problemAt(bytes, at, end) == null && isNull(bytes, at);
            wrong = !isNull && count == most ? tooMany(most, end - start) : problemAt(bytes, at, end);
            int next = wrong == null ? at + HEADER + Bytes.int32(bytes, at + 4) : end;
            if (wrong != null) {
                mended.putShort((short) NO_MESSAGE).putShort((short) 0).putInt(end - at);
            }
            if (!isNull) {
                mended.put(bytes, at, next - at);
                count++;
            }
            at = next;
        }
        Fault told = wrong == null ? NONE_HERE : new Fault(wrong, 0);
        InnerMessages again = new InnerMessages(layouts, server, mended.position(), told);
        for (int at = 0; at < mended.position(); ) {
            at = again.add(mended.array(), at);
        }
        return new RecordBatch(server, mended.array(), 0, mended.position(), again.records);
    }

    private static String tooMany(int most, int length) {
        return "a message of " + length + " bytes cannot hold more than " + most + " records; this is the rest of it";
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
