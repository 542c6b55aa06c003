package org.estreamer.codec.message;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.estreamer.codec.bytes.Bytes;
import org.estreamer.codec.layout.Layouts;
import org.estreamer.codec.layout.Plan;
import org.estreamer.codec.layout.PlanBuilder;
import org.estreamer.codec.record.StructView;
import org.estreamer.pipeline.message.Message;

/** Makes messages of their contents. Content too short for its type is a message of unknown meaning, not an exception. */
public final class MessageDecoder {
    private static final int BLOCK_HEADER = PlanBuilder.BLOCK_HEADER_LENGTH;
    private static final int HEADER = InnerMessages.HEADER;

    /** Behind a bundle's header: connection id and sequence number. */
    private static final int BUNDLE_START = HEADER + 8;

    /** A list of services has some hundred bytes; each event in it takes more memory than its four. */
    private static final int MOST_SERVICES = 64 << 10;

    private final Layouts layouts;

    public MessageDecoder(Layouts layouts) {
        this.layouts = layouts;
    }

    /**
     * Decodes a message.
     *
     * @param whole the message with its header; kept
     */
    public Message decode(String server, byte[] whole) {
        int type = Bytes.uint16(whole, 2);
        if (type == MessageType.EVENT_DATA) {
            return new Message.EventData(InnerMessages.receive(layouts, server, whole, 0, whole.length));
        }
        if (type == MessageType.MESSAGE_BUNDLE && whole.length >= BUNDLE_START) {
            return new Message.Bundle(
                    Bytes.uint32(whole, HEADER),
                    Bytes.uint32(whole, HEADER + 4),
                    InnerMessages.receive(layouts, server, whole, BUNDLE_START, whole.length));
        }
        return decode(type, Arrays.copyOfRange(whole, HEADER, whole.length));
    }

    private Message decode(int type, byte[] content) {
        int length = content.length;
        return switch (type) {
            case MessageType.NULL -> new Message.Null();
            case MessageType.ERROR -> length < 6 ? unknown(type, content) : error(content);
            case MessageType.EVENT_STREAM_REQUEST ->
                length < 8
                        ? unknown(type, content)
                        : new Message.EventStreamRequest(Bytes.uint32(content, 0), Bytes.uint32(content, 4));
            case MessageType.HOST_REQUEST -> hostRequest(content);
            case MessageType.SINGLE_HOST_DATA, MessageType.MULTIPLE_HOST_DATA ->
                length < BLOCK_HEADER
                        ? unknown(type, content)
                        : hostData(type == MessageType.MULTIPLE_HOST_DATA, content);
            case MessageType.STREAMING_REQUEST ->
                length > MOST_SERVICES
                        ? unknown(type, content)
                        : new Message.StreamingRequest(ServiceList.read(content));
            case MessageType.STREAMING_INFORMATION ->
                length > MOST_SERVICES
                        ? unknown(type, content)
                        : new Message.StreamingInformation(ServiceList.read(content), content);
            default -> unknown(type, content);
        };
    }

    private static Message unknown(int type, byte[] content) {
        return new Message.Unknown(type, content);
    }

    /** int32 code, uint16 text length, text; a text length that cannot be true is cut to what is there. */
    private static Message error(byte[] content) {
        int length = Math.min(Bytes.uint16(content, 4), content.length - 6);
        String text = new String(content, 6, Bytes.lengthUpToNul(content, 6, length), StandardCharsets.UTF_8);
        return new Message.Error(Bytes.int32(content, 0), text);
    }

    /** uint32 data type, uint32 flags, two addresses of 4 or of 16 bytes. */
    private static Message hostRequest(byte[] content) {
        int width = (content.length - 8) / 2;
        if (content.length != 16 && content.length != 40) {
            return unknown(MessageType.HOST_REQUEST, content);
        }
        return new Message.HostRequest(
                Bytes.uint32(content, 0),
                Bytes.uint32(content, 4),
                address(content, 8, width),
                address(content, 8 + width, width),
                width == 16);
    }

    private static InetAddress address(byte[] content, int at, int width) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(content, at, at + width));
        } catch (UnknownHostException wrongLength) {
            throw new IllegalStateException("an address of " + width + " bytes", wrongLength);
        }
    }

    private Message hostData(boolean multiple, byte[] content) {
        Plan plan = layouts.series(1).planAt(content, 0, content.length);
        StructView profile = new StructView(content, 0, 0, content.length, plan);
        return new Message.HostData(multiple, profile, content);
    }
}
