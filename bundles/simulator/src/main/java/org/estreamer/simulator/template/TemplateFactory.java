package org.estreamer.simulator.template;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.estreamer.pipeline.message.MessageCodec;
import org.estreamer.pipeline.message.RecordHeader;
import org.estreamer.record.Field;
import org.estreamer.record.FieldKind;
import org.estreamer.record.Fields;
import org.estreamer.record.Record;
import org.estreamer.simulator.server.Subscription;
import org.estreamer.simulator.template.Template.Gap;
import org.estreamer.simulator.traffic.Attacks;
import org.estreamer.simulator.traffic.Frame;
import org.estreamer.simulator.traffic.Kind;
import org.estreamer.simulator.traffic.Mention;
import org.estreamer.simulator.traffic.Mentions;
import org.estreamer.simulator.traffic.Metadata;
import org.estreamer.simulator.traffic.Presence;
import org.estreamer.simulator.traffic.Scene;
import org.estreamer.simulator.traffic.Traffic;
import org.estreamer.simulator.traffic.Values;

/** Makes the templates and the metadata that one subscription needs, by the codec's layouts. */
public final class TemplateFactory {
    /** The length of a message header. */
    public static final int HEADER = 8;

    private static final int EVENT_DATA = 4;
    private static final int STORED_SECOND_OFFSET = HEADER + 8;

    private final MessageCodec codec;
    private final Subscription subscription;
    private final Map<Kind, Shape> shapes = new HashMap<>();

    public TemplateFactory(MessageCodec codec, Subscription subscription) {
        this.codec = codec;
        this.subscription = subscription;
    }

    /**
     * Makes the template of a record.
     *
     * @param kind  the kind of record; one that is subscribed to
     * @param scene the story it tells
     * @return the template
     */
    public Template template(Kind kind, Scene scene) {
        int type = recordType(kind, scene);
        Map<String, Object> values = selector(kind);
        merge(values, values(kind, scene));
        Map<String, Object> fitting = shapes.computeIfAbsent(kind, k -> Shape.of(codec, type, selector(kind)))
                .fit(values);
        byte[] payload = codec.encode(header(type), fitting);
        List<Gap> gaps = gaps(kind, scene, codec.decode("", payload));
        return new Template(message(payload), gaps, subscription.metadata() ? Mentions.of(kind, fitting) : List.of());
    }

    /** The event data message with the metadata record that names something. */
    public byte[] metadata(Mention mention) {
        return metadata(mention, Metadata.values(mention));
    }

    /** The same after the server has renamed it. */
    public byte[] renamed(Mention mention) {
        return metadata(mention, Metadata.renamed(mention));
    }

    private byte[] metadata(Mention mention, Map<String, Object> values) {
        return message(codec.encode(header(mention.type()), values));
    }

    private RecordHeader header(int type) {
        return new RecordHeader(type, 0, subscription.longHeader() ? 0 : RecordHeader.SHORT);
    }

    private int recordType(Kind kind, Scene scene) {
        if (kind != Kind.INTRUSION || subscription.intrusion() < Subscription.INTRUSION_4) {
            return kind.recordType();
        }
        return subscription.intrusion() + (scene.isV6() ? 1 : 0);
    }

    /** The block types that choose the layout. */
    private Map<String, Object> selector(Kind kind) {
        int block = subscription.blockOf(kind);
        if (kind.blockField() == null || (kind == Kind.INTRUSION && block >= Subscription.INTRUSION_4)) {
            return Values.of();
        }
        return Kind.UNNAMED.equals(kind.blockField())
                ? Values.of("blockType", block)
                : Values.of(kind.blockField(), Values.of("blockType", block));
    }

    private static void merge(Map<String, Object> into, Map<String, Object> values) {
        values.forEach((name, value) -> {
            if (value instanceof Map<?, ?> block && into.get(name) instanceof Map<?, ?> selected) {
                Map<String, Object> both = Values.of();
                selected.forEach((key, inner) -> both.put((String) key, inner));
                block.forEach((key, inner) -> both.put((String) key, inner));
                into.put(name, both);
            } else {
                into.put(name, value);
            }
        });
    }

    private static Map<String, Object> values(Kind kind, Scene scene) {
        return switch (kind) {
            case CONNECTION -> Traffic.connection(scene);
            case FILE, FILE_MALWARE -> Traffic.file(scene);
            case MALWARE -> Traffic.malware(scene);
            case INTRUSION -> Attacks.intrusion(scene);
            case PACKET -> Attacks.packet(scene);
            case FORWARDED_FOR -> Attacks.forwarded(scene);
            case URI -> Attacks.uri(scene);
            case IMPACT -> Attacks.impact(scene);
            case CORRELATION -> Attacks.correlation(scene);
            case NEW_HOST -> Presence.newHost(scene);
            case NEW_SERVER -> Presence.newServer(scene);
            case NEW_OS -> Presence.newOs(scene);
            case NEW_USER -> Presence.newUser(scene);
            case LOGIN -> Presence.login(scene);
        };
    }

    private List<Gap> gaps(Kind kind, Scene scene, Record record) {
        List<Gap> gaps = new ArrayList<>();
        if (subscription.longHeader()) {
            gaps.add(new Gap(Slot.STORED_SECOND, STORED_SECOND_OFFSET, Integer.BYTES));
        }
        addGaps(record, gaps);
        if (kind == Kind.PACKET) {
            Frame frame = Attacks.frame(scene);
            int start = HEADER + record.offsetOf("packetData");
            gaps.add(new Gap(Slot.CLIENT_PORT, start + frame.portOffset(), Short.BYTES));
            gaps.add(new Gap(Slot.PORT_CHECKSUM, start + frame.checksumOffset(), Short.BYTES));
        }
        return gaps;
    }

    /** What a scene has a number for is the same in all its records. */
    private static void addGaps(Fields fields, List<Gap> gaps) {
        fields.visit(new TopVisitor() {
            @Override
            void leaf(Field field) {
                Slot slot = field.kind().isNumber() ? Slot.of(field.name()) : null;
                if (slot != null && fields.number(field.name()) == 0) {
                    gaps.add(new Gap(slot, HEADER + fields.offsetOf(field.name()), width(field.kind())));
                }
            }

            @Override
            void block(Field field) {
                addGaps(fields.block(field.name()), gaps);
            }
        });
    }

    private static int width(FieldKind kind) {
        return switch (kind) {
            case UINT8 -> Byte.BYTES;
            case UINT16 -> Short.BYTES;
            case UINT32 -> Integer.BYTES;
            default -> Long.BYTES;
        };
    }

    private static byte[] message(byte[] payload) {
        return ByteBuffer.allocate(HEADER + payload.length)
                .putShort((short) 1)
                .putShort((short) EVENT_DATA)
                .putInt(payload.length)
                .put(payload)
                .array();
    }
}
