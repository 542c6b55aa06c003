package org.estreamer.metadata;

import java.util.List;
import java.util.Map;
import org.estreamer.codec.LayoutCodec;
import org.estreamer.pipeline.message.MessageCodec;
import org.estreamer.pipeline.message.RecordHeader;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;

/** Records for tests. */
final class Records {
    static final MessageCodec CODEC = new LayoutCodec();

    private static final int CLIENT_APPLICATION = 55;
    private static final int PACKET = 2;

    private Records() {}

    /** A record that gives an id a name. */
    static Record name(String server, int id, String name) {
        return record(server, CLIENT_APPLICATION, Map.of("id", id, "name", name));
    }

    /** A record that names nothing. */
    static Record event(String server, int second) {
        return CODEC.decode(server, CODEC.encode(new RecordHeader(PACKET, 0, second), Map.of()));
    }

    static Record record(String server, int type, Map<String, ?> values) {
        return CODEC.decode(server, CODEC.encode(new RecordHeader(type, 0, RecordHeader.SHORT), values));
    }

    static RecordBatch batch(Record... records) {
        return new RecordBatch(records[0].server(), List.of(records));
    }
}
