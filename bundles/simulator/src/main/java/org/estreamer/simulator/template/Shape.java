package org.estreamer.simulator.template;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.estreamer.pipeline.message.MessageCodec;
import org.estreamer.pipeline.message.RecordHeader;
import org.estreamer.record.Field;
import org.estreamer.record.FieldKind;
import org.estreamer.record.Fields;

/**
 * The fields that a record has in one release, learned from the codec's own layouts. It picks from values that are given
 * under the names of all releases those that this release knows.
 */
final class Shape {
    private final Map<String, FieldKind> kinds = new HashMap<>();
    private final Map<String, Shape> blocks = new HashMap<>();

    private Shape(Fields fields) {
        fields.visit(new TopVisitor() {
            @Override
            void leaf(Field field) {
                kinds.put(field.name(), field.kind());
            }

            @Override
            void block(Field field) {
                blocks.put(field.name(), new Shape(fields.block(field.name())));
            }
        });
    }

    /**
     * Learns a shape from a record without content.
     *
     * @param codec      knows the layouts
     * @param recordType the record type
     * @param selector   the block types that choose the layout, as values
     * @return the shape
     */
    static Shape of(MessageCodec codec, int recordType, Map<String, ?> selector) {
        byte[] empty = codec.encode(new RecordHeader(recordType, 0, RecordHeader.SHORT), selector);
        return new Shape(codec.decode("", empty));
    }

    /** The values that this shape has, each in a form its field can hold. */
    Map<String, Object> fit(Map<?, ?> values) {
        Map<String, Object> fitting = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            String name = (String) key;
            if (blocks.containsKey(name)) {
                fitting.put(name, blocks.get(name).fit((Map<?, ?>) value));
            } else if (kinds.containsKey(name)) {
                fitting.put(name, convert(value, kinds.get(name)));
            }
        });
        return fitting;
    }

    /** Older releases know IPv4 only, and one holds it as a number; what a field cannot hold is left out. */
    private static Object convert(Object value, FieldKind kind) {
        if (value instanceof Integer number && kind == FieldKind.UINT8 && number > 0xFF) {
            return 0;
        }
        if (!(value instanceof InetAddress address) || kind == FieldKind.IPV6) {
            return value;
        }
        byte[] v4 = address instanceof Inet4Address ? address.getAddress() : new byte[4];
        return kind == FieldKind.IPV4 ? v4 : (Object) (ByteBuffer.wrap(v4).getInt() & 0xFFFF_FFFFL);
    }
}
