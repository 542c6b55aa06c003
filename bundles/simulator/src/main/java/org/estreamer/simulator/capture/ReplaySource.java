package org.estreamer.simulator.capture;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.estreamer.simulator.server.Source;

/**
 * Hands out captured messages, from the first on, wherever the client wanted to start. Captured streaming information is left
 * out: the client got one already.
 */
final class ReplaySource implements Source {
    private final Capture capture;
    private final int rate;
    private final long start = System.nanoTime();
    private long records;
    private byte[] next;

    /**
     * Begins.
     *
     * @param capture the messages; closed with this
     * @param rate    records per second; 0 for full speed
     * @throws IOException if the first one cannot be read
     */
    ReplaySource(Capture capture, int rate) throws IOException {
        this.capture = capture;
        this.rate = rate;
        advance();
    }

    @Override
    public boolean send(OutputStream out) throws IOException {
        byte[] message = next;
        advance();
        out.write(message);
        out.flush();
        records += recordsIn(message);
        return typeOf(message) == Capture.BUNDLE;
    }

    @Override
    public long nanosUntilDue() {
        if (next == null) {
            return Long.MAX_VALUE;
        }
        if (rate == 0) {
            return 0;
        }
        return Math.max(0, start + records * TimeUnit.SECONDS.toNanos(1) / rate - System.nanoTime());
    }

    @Override
    public void close() throws IOException {
        capture.close();
    }

    private void advance() throws IOException {
        do {
            next = capture.next();
        } while (next != null && typeOf(next) == Capture.INFORMATION);
    }

    private static int typeOf(byte[] message) {
        return ByteBuffer.wrap(message).getShort(2) & 0xFFFF;
    }

    private static int recordsIn(byte[] message) {
        if (typeOf(message) != Capture.BUNDLE) {
            return typeOf(message) == Capture.EVENT_DATA ? 1 : 0;
        }
        ByteBuffer in = ByteBuffer.wrap(message);
        int count = 0;
        long position = Capture.BUNDLE_PREFIX;
        while (position + Capture.HEADER <= message.length) {
            position += Capture.HEADER + (in.getInt((int) position + 4) & 0xFFFF_FFFFL);
            count++;
        }
        return count;
    }
}
