package org.estreamer.dispatcher.deadletter;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import org.estreamer.pipeline.log.LogPosition;

/**
 * A dead letter as its file holds it.
 *
 * <pre>
 *  id  time  log  epoch  number  beforehand  server  reason  stack  message
 *   8    8    8     4       8        1        utf     utf     utf    the rest
 * </pre>
 *
 * @param id         its number among the plugin's letters
 * @param time       when the plugin failed
 * @param at         where the record is in its log
 * @param beforehand whether it is of the metadata that a newcomer is given, and so has no place in the log
 * @param message    the record as an inner message of the protocol
 */
@SuppressWarnings("ArrayRecordComponent") // bytes that are handed on, never compared
record Letter(
        long id,
        Instant time,
        LogPosition at,
        boolean beforehand,
        String server,
        String reason,
        String stack,
        byte[] message) {

    /** Text that a file can hold whatever its letters are: three bytes each are less than 64 KiB. */
    private static final int TEXT_CHARS = 20_000;

    /** The same record, after the plugin has failed on it again. */
    Letter again(long newId, Instant now, String newReason, String newStack) {
        return new Letter(newId, now, at, beforehand, server, newReason, newStack, message);
    }

    byte[] encode() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(message.length + 1_024);
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(id);
        out.writeLong(time.toEpochMilli());
        out.writeLong(at.log());
        out.writeInt(at.epoch());
        out.writeLong(at.number());
        out.writeBoolean(beforehand);
        out.writeUTF(server);
        out.writeUTF(clipped(reason));
        out.writeUTF(clipped(stack));
        out.write(message);
        return bytes.toByteArray();
    }

    private static String clipped(String text) {
        return text.length() <= TEXT_CHARS ? text : text.substring(0, TEXT_CHARS);
    }

    static Letter decode(byte[] bytes, int offset, int length) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, offset, length));
        long id = in.readLong();
        Instant time = Instant.ofEpochMilli(in.readLong());
        LogPosition at = new LogPosition(in.readLong(), in.readInt(), in.readLong(), 0);
        return new Letter(id, time, at, in.readBoolean(), in.readUTF(), in.readUTF(), in.readUTF(), in.readAllBytes());
    }

    /**
     * Whether the plugin is given the record again, and so decides anew what becomes of it.
     *
     * @param from     what it is given next
     * @param newcomer whether it is given the metadata from before, too
     */
    boolean comesAgain(String fromServer, LogPosition from, boolean newcomer) {
        boolean ahead = beforehand ? newcomer : at.number() >= from.number();
        return ahead && at.log() == from.log() && server.equals(fromServer);
    }
}
