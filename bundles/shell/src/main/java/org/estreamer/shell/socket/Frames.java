package org.estreamer.shell.socket;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What client and process say to each other. Numbers are big endian, text is UTF-8.
 *
 * <pre>
 *   request | "ESTR" | version: 1 byte | words: 2 bytes | for each: | length: 2 bytes | text |
 *   answer  frames of | kind: 1 byte | length: 4 bytes | content |
 *           'a' accepted: nothing, as soon as the request is read      'o' standard output      'e' standard error
 *           'x' exit status: 1 byte, the last frame
 * </pre>
 */
final class Frames {
    static final int VERSION = 1;
    static final int ACCEPTED = 'a';
    static final int OUT = 'o';
    static final int ERR = 'e';
    static final int EXIT = 'x';

    /** More than any command has. */
    private static final int MOST_WORDS = 64;

    private static final int MOST_REQUEST_BYTES = 1 << 14;
    private static final int MOST_FRAME_BYTES = 1 << 16;
    private static final int MAGIC = 0x45535452;

    /** One frame of an answer. */
    @SuppressWarnings("ArrayRecordComponent") // read once and shown
    record Frame(int kind, byte[] content) {}

    /** Takes a frame's bytes. */
    interface Sink {
        void write(byte[] bytes) throws IOException;
    }

    private Frames() {}

    static byte[] request(List<String> words) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(MAGIC);
        out.writeByte(VERSION);
        out.writeShort(words.size());
        for (String word : words) {
            byte[] text = word.getBytes(StandardCharsets.UTF_8);
            out.writeShort(text.length);
            out.write(text);
        }
        if (words.size() > MOST_WORDS || bytes.size() > MOST_REQUEST_BYTES) {
            throw new IOException("these are more words than a command takes");
        }
        return bytes.toByteArray();
    }

    /** Reads a request, and never more than a request may be. */
    static List<String> readRequest(InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        if (in.readInt() != MAGIC) {
            throw new IOException("that is no request");
        }
        int version = in.readUnsignedByte();
        int count = in.readUnsignedShort();
        if (version != VERSION || count > MOST_WORDS) {
            throw new IOException("a request of version " + version + " with " + count + " words is not known");
        }
        List<String> words = new ArrayList<>();
        int left = MOST_REQUEST_BYTES;
        for (int word = 0; word < count; word++) {
            int length = in.readUnsignedShort();
            left -= length;
            if (left < 0) {
                throw new IOException("the request is too long");
            }
            words.add(new String(in.readNBytes(length), StandardCharsets.UTF_8));
        }
        return words;
    }

    static void write(Sink sink, int kind, byte[] content, int offset, int length) throws IOException {
        for (int at = offset; at == offset || at < offset + length; at += MOST_FRAME_BYTES) {
            int part = Math.min(MOST_FRAME_BYTES, offset + length - at);
            byte[] frame = new byte[5 + part];
            frame[0] = (byte) kind;
            frame[2] = (byte) (part >>> 16);
            frame[3] = (byte) (part >>> 8);
            frame[4] = (byte) part;
            System.arraycopy(content, at, frame, 5, part);
            sink.write(frame);
        }
    }

    static Frame readFrame(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        int length = in.readInt();
        if (length < 0 || length > MOST_FRAME_BYTES) {
            throw new IOException("a frame of " + length + " bytes is not known");
        }
        byte[] content = new byte[length];
        in.readFully(content);
        return new Frame(kind, content);
    }
}
