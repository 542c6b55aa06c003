package org.estreamer.codec.message;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.estreamer.codec.bytes.Bytes;
import org.estreamer.pipeline.message.Message;
import org.estreamer.pipeline.message.MessageReader;
import org.estreamer.pipeline.message.StreamFault;

/**
 * Cuts a stream into messages.
 *
 * <pre>
 *    0           2          4              8
 *   | version 1 | type     | length       | content: length bytes |
 * </pre>
 *
 * What has been read of a message is kept when the stream times out, so the next call goes on where the last one stopped. The memory
 * of a message counts until the next call: until then whoever has it works on it.
 */
public final class StreamReader implements MessageReader {
    private static final int HEADER = 8;
    private static final int VERSION = 1;
    /** Memory is taken by what has arrived, not by what a header claims: at most this much ahead of it. */
    private static final int FIRST_PIECE = MessageMemory.FREE;

    private final MessageDecoder decoder;
    private final String server;
    private final InputStream in;
    private final int maxMessageBytes;
    private final MessageMemory memory;
    private final MessageMemory.Share share;

    private final byte[] header = new byte[HEADER];
    private int headerFilled;
    /** The message with its header, as far as it has come. */
    private byte[] message;

    private int filled;
    private long position;

    public StreamReader(
            MessageDecoder decoder, String server, InputStream in, int maxMessageBytes, MessageMemory memory) {
        this.decoder = decoder;
        this.server = server;
        this.in = in;
        this.maxMessageBytes = maxMessageBytes;
        this.memory = memory;
        this.share = memory.new Share();
    }

    @Override
    public Message next() throws IOException {
        if (message == null) {
            share.release();
        }
        if (!fillHeader()) {
            return null;
        }
        fillMessage(HEADER + checkedLength());
        byte[] whole = message;
        message = null;
        position += filled;
        headerFilled = 0;
        filled = 0;
        return decoder.decode(server, whole);
    }

    @Override
    public void close() {
        message = null;
        share.release();
    }

    @Override
    public boolean ready() throws IOException {
        return in.available() > 0;
    }

    @Override
    public long position() {
        return position;
    }

    private boolean fillHeader() throws IOException {
        while (headerFilled < HEADER) {
            int count = in.read(header, headerFilled, HEADER - headerFilled);
            if (count < 0) {
                if (headerFilled == 0) {
                    return false;
                }
                throw cut(headerFilled + " of the 8 bytes of a message header");
            }
            headerFilled += count;
        }
        return true;
    }

    private int checkedLength() throws StreamFault {
        int version = Bytes.uint16(header, 0);
        if (version != VERSION) {
            throw new StreamFault(
                    StreamFault.Kind.OUT_OF_STEP,
                    "the message at byte " + position + " has version " + version + " instead of " + VERSION
                            + ": the stream is out of step");
        }
        long length = Bytes.uint32(header, 4);
        if (length > maxMessageBytes) {
            throw new StreamFault(
                    StreamFault.Kind.TOO_LONG,
                    "the message of type " + Bytes.uint16(header, 2) + " at byte " + position + " claims " + length
                            + " bytes; at most " + maxMessageBytes + " are accepted");
        }
        if (length > memory.longest()) {
            throw new StreamFault(
                    StreamFault.Kind.TOO_LONG,
                    "the message of type " + Bytes.uint16(header, 2) + " at byte " + position + " claims " + length
                            + " bytes; with this heap at most " + memory.longest()
                            + " can be taken, a larger one (JAVA_OPTS=-Xmx1g) takes more");
        }
        return (int) length;
    }

    private void fillMessage(int length) throws IOException {
        if (message == null) {
            message = Arrays.copyOf(header, Math.min(length, FIRST_PIECE));
            filled = HEADER;
        }
        while (filled < length) {
            if (filled == message.length) {
                int next = (int) Math.min(length, 2L * message.length);
                share.grow(next);
                message = Arrays.copyOf(message, next);
            }
            int count = in.read(message, filled, message.length - filled);
            if (count < 0) {
                throw cut((filled - HEADER) + " of the " + (length - HEADER) + " bytes of a message of type "
                        + Bytes.uint16(header, 2));
            }
            filled += count;
        }
    }

    private StreamFault cut(String what) {
        return new StreamFault(
                StreamFault.Kind.CUT, "the stream ends after " + what + "; the message began at byte " + position);
    }
}
