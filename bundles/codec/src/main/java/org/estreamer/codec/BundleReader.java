package org.estreamer.codec;

import java.util.ArrayList;
import java.util.List;
import org.estreamer.pipeline.Message;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;

/**
 * Reads a message bundle.
 *
 * <pre>
 *    0               4          8
 *   | connection id | sequence | message | message | ...
 *
 *   message:  | version 0 or 1 | type 4 | length | record |
 * </pre>
 *
 * Servers write version 0 or 1 inside a bundle. Where the bytes are no message any more, the rest becomes one record with a
 * fault, so that nothing is passed over in silence.
 */
final class BundleReader {
    static final int HEADER = 8;

    private static final int INNER_HEADER = 8;

    private BundleReader() {}

    static Message read(Layouts layouts, String server, byte[] content) {
        List<Record> records = new ArrayList<>();
        int at = HEADER;
        while (at < content.length) {
            String problem = problemAt(content, at);
            if (problem != null) {
                records.add(LayoutRecord.unreadable(server, content, at, content.length, problem));
                break;
            }
            int start = at + INNER_HEADER;
            int end = start + Bytes.int32(content, at + 4);
            if (Bytes.uint16(content, at + 2) == MessageType.EVENT_DATA) {
                records.add(LayoutRecord.at(layouts, server, content, start, end));
            }
            at = end;
        }
        return new Message.Bundle(Bytes.uint32(content, 0), Bytes.uint32(content, 4), new RecordBatch(server, records));
    }

    private static String problemAt(byte[] content, int at) {
        int left = content.length - at;
        if (left < INNER_HEADER) {
            return "the bundle ends inside a message header";
        }
        if (Bytes.uint16(content, at) > 1) {
            return "no message header in the bundle";
        }
        long length = Bytes.uint32(content, at + 4);
        return length > left - INNER_HEADER
                ? "a message in the bundle claims " + length + " bytes, " + (left - INNER_HEADER) + " are left"
                : null;
    }
}
