package org.estreamer.simulator.history;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.estreamer.simulator.template.Slot;
import org.estreamer.simulator.template.Template;

/**
 * Gathers event data messages in one buffer, which is used again and again, and sends them: in a bundle or one after
 * another.
 *
 * <pre>
 *   0         2      4        8               12         16
 *   +---------+------+--------+---------------+----------+----------------------------
 *   | version | type | length | connection id | sequence | messages with header ...
 *   +---------+------+--------+---------------+----------+----------------------------
 *   of a bundle; without one, what is sent starts at 16
 * </pre>
 */
public final class Outbox {
    private static final int PREFIX = 16;
    private static final int HEADER = 8;
    private static final int CAPACITY = 64 * 1024;
    private static final int BUNDLE = 4002;
    private static final int BURST_MESSAGES = 32;

    private final byte[] buffer = new byte[CAPACITY];
    private final boolean bundles;
    private final int mostMessages;
    private final int connectionId;
    private int sequence;
    private int position = PREFIX;
    private int messages;

    private Outbox(boolean bundles, int mostMessages, int connectionId) {
        this.bundles = bundles;
        this.mostMessages = mostMessages;
        this.connectionId = connectionId;
    }

    /** Sends bundles of at most so many messages and 64 KiB. */
    public static Outbox ofBundles(int connectionId, int mostMessages) {
        return new Outbox(true, mostMessages, connectionId);
    }

    /** Sends single messages, at most 32 at a time. */
    public static Outbox ofMessages() {
        return new Outbox(false, BURST_MESSAGES, 0);
    }

    /** Whether a message of that length, header included, still fits. */
    public boolean hasRoom(int length) {
        return messages < mostMessages && length <= CAPACITY - position;
    }

    /** Adds a message made of a template. */
    public void add(Template template, Slot.Values values) {
        template.write(buffer, position, values);
        position += template.length();
        messages++;
    }

    /** Adds a message as it is. */
    public void add(byte[] message) {
        System.arraycopy(message, 0, buffer, position, message.length);
        position += message.length;
        messages++;
    }

    /** Sends what is in it, if anything is, and is empty again. */
    public boolean send(OutputStream out) throws IOException {
        if (messages == 0) {
            return false;
        }
        if (bundles) {
            ByteBuffer.wrap(buffer)
                    .putShort((short) 1)
                    .putShort((short) BUNDLE)
                    .putInt(position - HEADER)
                    .putInt(connectionId)
                    .putInt(++sequence);
        }
        int start = bundles ? 0 : PREFIX;
        out.write(buffer, start, position - start);
        out.flush();
        position = PREFIX;
        messages = 0;
        return true;
    }
}
