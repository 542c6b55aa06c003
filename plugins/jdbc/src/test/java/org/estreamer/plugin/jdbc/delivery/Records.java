package org.estreamer.plugin.jdbc.delivery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.estreamer.codec.LayoutCodec;
import org.estreamer.pipeline.message.MessageCodec;
import org.estreamer.pipeline.message.RecordHeader;
import org.estreamer.plugin.RejectedRecordsException;
import org.estreamer.plugin.RejectedRecordsException.Rejection;
import org.estreamer.plugin.UnavailableException;
import org.estreamer.record.Record;

/** Records and positions to write. */
final class Records {
    static final String SERVER = "lab";
    private static final MessageCodec CODEC = new LayoutCodec();

    private Records() {}

    static Record of(int type, Map<String, ?> values) {
        return CODEC.decode(SERVER, CODEC.encode(new RecordHeader(type, 0, 1_700_000_000L), values));
    }

    /** A connection as release 7.1 sends it. */
    static Record connection(int counter, Map<String, ?> more) {
        Map<String, Object> values = new HashMap<>(Map.of(
                "blockType",
                174,
                "initiatorIpAddress",
                "10.1.2.3",
                "responderIpAddress",
                "2001:db8::7",
                "initiatorPort",
                40_000,
                "responderPort",
                443,
                "connectionCounter",
                counter));
        values.putAll(more);
        return of(71, values);
    }

    /** A record of which only the first bytes have come. */
    static Record cut(Record whole, int length) {
        return CODEC.decode(SERVER, Arrays.copyOf(whole.message(), length));
    }

    /** A small record: the name of a priority. */
    static Record priority(int id) {
        return of(4, Map.of("id", id, "name", "priority " + id));
    }

    /** A record of a type that no layout describes: the short header and three bytes. */
    static Record unknown(int type) {
        byte[] payload = ByteBuffer.allocate(11)
                .putInt(type)
                .putInt(3)
                .put(new byte[] {1, 2, 3})
                .array();
        return CODEC.decode(SERVER, payload);
    }

    static byte[] position(int number) {
        return ByteBuffer.allocate(4).putInt(number).array();
    }

    static int number(byte[] position) {
        return ByteBuffer.wrap(position).getInt();
    }

    /** Lets a plugin persist, in a second attempt without what it has rejected in the first one. */
    static List<Rejection> persist(JdbcPlugin plugin, int position) throws Exception {
        try {
            plugin.persist(Map.of(SERVER, position(position)));
            return List.of();
        } catch (RejectedRecordsException e) {
            plugin.persist(Map.of(SERVER, position(position)));
            return e.rejections();
        }
    }

    /** Gives a plugin priorities with the numbers of a range. */
    static void write(JdbcPlugin plugin, int from, int to) throws Exception {
        for (int id = from; id < to; id++) {
            plugin.onRecord(priority(id));
        }
    }

    /** Offers priorities until one is not taken, and answers which. */
    static int writeWhilePossible(JdbcPlugin plugin, int from) throws IOException {
        for (int id = from; ; id++) {
            try {
                plugin.onRecord(priority(id));
            } catch (UnavailableException e) {
                return id;
            }
        }
    }
}
