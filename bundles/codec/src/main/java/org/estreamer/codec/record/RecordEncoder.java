package org.estreamer.codec.record;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.estreamer.codec.bytes.ByteWriter;
import org.estreamer.codec.bytes.FieldValue;
import org.estreamer.codec.layout.BlockLayout;
import org.estreamer.codec.layout.DiscoveryHeader;
import org.estreamer.codec.layout.LayoutField;
import org.estreamer.codec.layout.Layouts;
import org.estreamer.codec.layout.RecordLayout;
import org.estreamer.pipeline.message.RecordHeader;
import org.estreamer.record.Field;
import org.estreamer.record.FieldKind;

/** Writes records by the layouts that read them. */
public final class RecordEncoder {
    private static final String BLOCK_TYPE = Field.BLOCK_TYPE.name();
    private static final String LEGACY_ADDRESS = "legacyIpAddress";
    private static final String HOST_ADDRESS = "hostIpAddress";

    private final Layouts layouts;

    public RecordEncoder(Layouts layouts) {
        this.layouts = layouts;
    }

    public byte[] encode(RecordHeader header, Map<String, ?> values) {
        RecordLayout layout = layouts.record(header.type());
        if (layout == null) {
            throw new IllegalArgumentException("no layout for record type " + header.type());
        }
        ByteWriter out = new ByteWriter();
        out.uint32(((long) header.netmapId() << 16) | header.type());
        out.uint32(0);
        if (header.archiveTimestamp() != RecordHeader.SHORT) {
            out.uint32(header.archiveTimestamp());
            out.uint32(0);
        }
        int bodyStart = out.size();
        body(layout, values, out);
        out.overwriteUint32(4, out.size() - bodyStart);
        return out.toByteArray();
    }

    private void body(RecordLayout layout, Map<String, ?> values, ByteWriter out) {
        Set<String> unused = new HashSet<>(values.keySet());
        if (layout.discovery()) {
            discovery(values, unused, out);
        }
        LayoutField block = layout.block();
        boolean otherShape = block != null && !layout.fields().isEmpty() && !values.containsKey(BLOCK_TYPE);
        if (block == null || otherShape) {
            fields(layout.fields(), 0, values, unused, out);
        } else {
            block(block, values, unused, out);
        }
        refuse(unused, "record " + layout.type());
    }

    /** The long form, or the short one for a value under the name of the legacy address. */
    private static void discovery(Map<String, ?> values, Set<String> unused, ByteWriter out) {
        boolean isShort = values.containsKey(LEGACY_ADDRESS);
        DiscoveryHeader header = isShort ? DiscoveryHeader.SHORT : DiscoveryHeader.LONG;
        byte[] bytes = new byte[header.length()];
        header.fields().forEach((field, at) -> {
            String name = isShort && field.name().equals(HOST_ADDRESS) ? LEGACY_ADDRESS : field.name();
            unused.remove(name);
            byte[] value = FieldValue.bytes(field, DiscoveryHeader.widthOf(field.kind()), values.get(name));
            System.arraycopy(value, 0, bytes, at, value.length);
        });
        bytes[DiscoveryHeader.HAS_IPV6_AT] = (byte) (isShort ? 0 : 1);
        out.bytes(bytes);
    }

    private void block(LayoutField field, Map<String, ?> values, Set<String> unused, ByteWriter out) {
        unused.remove(BLOCK_TYPE);
        Object stated = values.get(BLOCK_TYPE);
        long type = stated == null ? field.newestBlockType() : FieldValue.number(Field.BLOCK_TYPE, stated);
        BlockLayout layout = layouts.series(field.series()).layout(type);
        if (layout == null) {
            throw new IllegalArgumentException("no layout for block " + field.series() + "/" + type);
        }
        framed(out, type, () -> fields(layout.fields(), field.series(), values, unused, out));
    }

    private void fields(
            List<LayoutField> fields, int series, Map<String, ?> values, Set<String> unused, ByteWriter out) {
        for (LayoutField field : fields) {
            Object value = values.get(field.name());
            unused.remove(field.name());
            switch (field.shape()) {
                case NUMBER -> out.number(countOrNumber(field, fields, values), field.width());
                case FIXED -> out.bytes(FieldValue.bytes(field.field(), field.width(), value));
                case COUNTED -> out.bytes(FieldValue.bytes(field.field(), 0, value));
                case STRING, BLOB -> {
                    boolean text = field.field().kind() == FieldKind.TEXT;
                    byte[] bytes = FieldValue.bytes(field.field(), 0, value);
                    framed(out, text ? 0 : series == 1 ? 10 : 1, () -> out.bytes(bytes));
                }
                case LIST -> framed(out, field.series() == 1 ? 31 : 3, () -> items(field, value, out));
                case BLOCK -> {
                    // servers end a block before a nested one they have nothing for
                    if (value != null) {
                        nested(field, value, out);
                    }
                }
            }
        }
    }

    private void items(LayoutField field, Object value, ByteWriter out) {
        if (value == null) {
            return;
        }
        if (!(value instanceof Iterable<?> items)) {
            throw new IllegalArgumentException(field.name() + " takes a list of blocks, not " + value);
        }
        items.forEach(item -> nested(field, item, out));
    }

    private void nested(LayoutField field, Object value, ByteWriter out) {
        if (!(value instanceof Map<?, ?> given)) {
            throw new IllegalArgumentException(field.name() + " takes a block's fields, not " + value);
        }
        @SuppressWarnings("unchecked") // whatever the keys are, a name that no field has is refused below
        Map<String, ?> values = (Map<String, ?>) given;
        Set<String> unused = new HashSet<>(values.keySet());
        block(field, values, unused, out);
        refuse(unused, field.name());
    }

    /** A field that counts another one's bytes is never given: it is worked out. */
    private static long countOrNumber(LayoutField field, List<LayoutField> fields, Map<String, ?> values) {
        for (LayoutField counted : fields) {
            if (field.name().equals(counted.lengthField())) {
                return FieldValue.bytes(counted.field(), 0, values.get(counted.name())).length;
            }
        }
        return FieldValue.number(field.field(), values.get(field.name()), field.width());
    }

    /** Writes a type, a length that counts itself and the type, and what stands behind them. */
    private static void framed(ByteWriter out, long type, Runnable content) {
        int start = out.size();
        out.uint32(type);
        out.uint32(0);
        content.run();
        out.overwriteUint32(start + 4, out.size() - start);
    }

    private static void refuse(Set<String> unused, String where) {
        if (!unused.isEmpty()) {
            throw new IllegalArgumentException(where + " has no field " + String.join(", ", unused));
        }
    }
}
