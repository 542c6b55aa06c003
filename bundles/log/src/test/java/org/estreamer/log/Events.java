package org.estreamer.log;

import java.util.Map;
import java.util.stream.LongStream;
import org.estreamer.codec.LayoutCodec;
import org.estreamer.pipeline.message.MessageCodec;
import org.estreamer.pipeline.message.RecordHeader;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;

/** Records of a server, as the codec makes them. */
final class Events {
    static final MessageCodec CODEC = new LayoutCodec();
    static final String SERVER = "fmc";

    private static final int NEW_CLIENT_APPLICATION = 15;
    private static final int PRIORITY = 4;

    private Events() {}

    /**
     * An event.
     *
     * @param second its archival second; 0 for the short header
     * @param number what makes its bytes its own
     */
    static Record event(long second, long number) {
        RecordHeader header = new RecordHeader(NEW_CLIENT_APPLICATION, 0, second == 0 ? RecordHeader.SHORT : second);
        Map<String, ?> fields = Map.of("eventSecond", number, "client", Map.of("blockType", 100));
        return CODEC.decode(SERVER, CODEC.encode(header, fields));
    }

    static Record metadata(int id, String name) {
        return CODEC.decode(SERVER, CODEC.encode(new RecordHeader(PRIORITY, 0, 0), Map.of("id", id, "name", name)));
    }

    /** What {@link #event} was given as its number. */
    static long number(Record event) {
        return event.number("eventSecond");
    }

    /** Events of one second. */
    static RecordBatch batch(long second, long from, long to) {
        return new RecordBatch(
                SERVER,
                LongStream.range(from, to)
                        .mapToObj(number -> event(second, number))
                        .toList());
    }
}
