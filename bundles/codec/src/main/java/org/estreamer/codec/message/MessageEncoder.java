package org.estreamer.codec.message;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.estreamer.codec.bytes.Addresses;
import org.estreamer.codec.bytes.ByteWriter;
import org.estreamer.pipeline.message.Message;
import org.estreamer.record.RecordBatch;

/** Writes messages as bytes, header included. */
public final class MessageEncoder {
    private static final int VERSION = 1;
    private static final int MAX_TEXT = 0xFFFF;

    private MessageEncoder() {}

    public static byte[] encode(Message message) {
        if (message instanceof Message.Error error) {
            return message(MessageType.ERROR, out -> error(error, out));
        } else if (message instanceof Message.EventStreamRequest request) {
            return message(MessageType.EVENT_STREAM_REQUEST, out -> {
                out.uint32(request.timestamp());
                out.uint32(request.flags());
            });
        } else if (message instanceof Message.EventData data) {
            if (data.records().size() != 1) {
                throw new IllegalArgumentException("an event data message holds one record, not "
                        + data.records().size());
            }
            return message(
                    MessageType.EVENT_DATA,
                    out -> out.bytes(data.records().get(0).message()));
        } else if (message instanceof Message.HostRequest request) {
            return message(MessageType.HOST_REQUEST, out -> hostRequest(request, out));
        } else if (message instanceof Message.HostData data) {
            int type = data.multiple() ? MessageType.MULTIPLE_HOST_DATA : MessageType.SINGLE_HOST_DATA;
            return message(type, out -> out.bytes(data.content()));
        } else if (message instanceof Message.StreamingRequest request) {
            return message(MessageType.STREAMING_REQUEST, out -> ServiceList.write(request.services(), out));
        } else if (message instanceof Message.StreamingInformation information) {
            return message(MessageType.STREAMING_INFORMATION, out -> information(information, out));
        } else if (message instanceof Message.Bundle bundle) {
            return message(MessageType.MESSAGE_BUNDLE, out -> bundle(bundle, out));
        } else if (message instanceof Message.Unknown unknown) {
            return message(unknown.type(), out -> out.bytes(unknown.content()));
        }
        return message(MessageType.NULL, out -> {});
    }

    /** Writes what stands behind the header. */
    private interface Content {
        void write(ByteWriter out);
    }

    private static byte[] message(int type, Content content) {
        ByteWriter out = new ByteWriter();
        message(out, type, content);
        return out.toByteArray();
    }

    private static void message(ByteWriter out, int type, Content content) {
        out.uint16(VERSION);
        out.uint16(type);
        int lengthAt = out.size();
        out.uint32(0);
        int start = out.size();
        content.write(out);
        out.overwriteUint32(lengthAt, out.size() - start);
    }

    private static void error(Message.Error error, ByteWriter out) {
        byte[] text = error.text().getBytes(StandardCharsets.UTF_8);
        byte[] written = text.length > MAX_TEXT ? Arrays.copyOf(text, MAX_TEXT) : text;
        out.uint32(error.code());
        out.uint16(written.length);
        out.bytes(written);
    }

    private static void information(Message.StreamingInformation information, ByteWriter out) {
        if (information.content().length > 0) {
            out.bytes(information.content());
        } else {
            ServiceList.write(information.services(), out);
        }
    }

    private static void hostRequest(Message.HostRequest request, ByteWriter out) {
        out.uint32(request.dataType());
        out.uint32(request.flags());
        for (InetAddress address : List.of(request.startAddress(), request.endAddress())) {
            out.bytes(request.wide() ? Addresses.wide(address) : Addresses.narrow(address));
        }
    }

    private static void bundle(Message.Bundle bundle, ByteWriter out) {
        out.uint32(bundle.connectionId());
        out.uint32(bundle.sequence());
        RecordBatch records = bundle.records();
        out.bytes(records.bytes(), records.offset(), records.length());
    }
}
