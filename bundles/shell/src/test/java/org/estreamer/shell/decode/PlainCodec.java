package org.estreamer.shell.decode;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.estreamer.format.Format;
import org.estreamer.pipeline.message.Message;
import org.estreamer.pipeline.message.MessageCodec;
import org.estreamer.pipeline.message.MessageReader;
import org.estreamer.pipeline.message.RecordHeader;
import org.estreamer.pipeline.message.StreamFault;
import org.estreamer.record.Fault;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;
import org.estreamer.record.RecordGroup;

/** Knows the framing of messages and of records nothing but their type: 9000 and up are unknown, 8000 and up broken. */
public final class PlainCodec implements MessageCodec {
    public static final int BROKEN = 8000;
    public static final int UNKNOWN = 9000;
    /** From here on a number is the type of a message that is not known. */
    public static final int MESSAGE = 20_000;
    /** Prints the record's type. */
    public static final Format FORMAT = options -> (record, out) -> {
        byte[] line = ("record " + record.type() + "\n").getBytes(StandardCharsets.US_ASCII);
        out.write(line, 0, line.length);
    };

    /** A stream of event data messages with records of these types. */
    public static byte[] records(int... types) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (int type : types) {
            stream.writeBytes(message(4, ByteBuffer.allocate(4).putInt(type).array()));
        }
        return stream.toByteArray();
    }

    public static byte[] message(int type, byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeShort(1);
            out.writeShort(type);
            out.writeInt(content.length);
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public static Record record(int type, RecordGroup group) {
        return (Record) Proxy.newProxyInstance(
                PlainCodec.class.getClassLoader(),
                new Class<?>[] {Record.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "messageType" -> type >= MESSAGE ? type : Record.EVENT_DATA;
                    case "messageLength" -> 0;
                    case "message" -> new byte[0];
                    case "type" -> type;
                    case "group" -> type >= UNKNOWN ? RecordGroup.UNKNOWN : group;
                    case "blockType" -> -1;
                    case "known" -> type < UNKNOWN;
                    case "fault" -> type >= BROKEN && type < UNKNOWN ? new Fault("text ends outside", 20) : null;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    @Override
    public MessageReader reader(String server, InputStream in, int maxMessageBytes) {
        return new MessageReader() {
            private long position;

            @Override
            public void close() {
                // it keeps nothing
            }

            @Override
            public Message next() throws IOException {
                byte[] header = in.readNBytes(8);
                if (header.length == 0) {
                    return null;
                }
                ByteBuffer fields = ByteBuffer.wrap(header);
                if (header.length < 8) {
                    throw new StreamFault(StreamFault.Kind.CUT, "the stream is cut at byte " + position);
                }
                if (fields.getShort(0) != 1) {
                    throw new StreamFault(StreamFault.Kind.OUT_OF_STEP, "no message starts at byte " + position);
                }
                byte[] content = in.readNBytes(fields.getInt(4));
                if (content.length < fields.getInt(4)) {
                    throw new StreamFault(StreamFault.Kind.CUT, "the stream is cut at byte " + position);
                }
                position += header.length + content.length;
                return decoded(fields.getShort(2), content);
            }

            @Override
            public boolean ready() throws IOException {
                return in.available() > 0;
            }

            @Override
            public long position() {
                return position;
            }
        };
    }

    private static Message decoded(int type, byte[] content) throws IOException {
        return switch (type) {
            case 0 -> new Message.Null();
            case 1 -> new Message.Error(19, new String(content, StandardCharsets.UTF_8));
            case 4 ->
                new Message.EventData(new RecordBatch(
                        "", List.of(record(ByteBuffer.wrap(content).getInt(), RecordGroup.CONNECTION))));
            case 6 -> new Message.HostData(false, null, content);
            case 4002 -> bundle(content);
            default -> new Message.Unknown(type, content);
        };
    }

    private static Message bundle(byte[] content) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(content));
        Record first = record(in.readInt(), RecordGroup.CONNECTION);
        return new Message.Bundle(
                1, 1, new RecordBatch("", List.of(first, record(in.readInt(), RecordGroup.CONNECTION))));
    }

    @Override
    public byte[] encode(Message message) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Record decode(String server, byte[] payload) {
        throw new UnsupportedOperationException();
    }

    @Override
    public RecordBatch records(String server, byte[] bytes, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public byte[] encode(RecordHeader header, Map<String, ?> values) {
        throw new UnsupportedOperationException();
    }
}
