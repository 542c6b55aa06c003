package org.estreamer.simulator.capture;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.estreamer.simulator.server.Source;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands out the messages of a captured server-to-client stream as they are, from the first on, wherever the client
 * wanted to start. The captured streaming information is left out: the client got one already.
 */
public final class ReplaySource implements Source {
    private static final Logger LOG = LoggerFactory.getLogger(ReplaySource.class);
    private static final int HEADER = 8;
    private static final int BUNDLE_PREFIX = HEADER + 8;
    private static final int EVENT_DATA = 4;
    private static final int INFORMATION = 2051;
    private static final int BUNDLE = 4002;

    private final Path file;
    private final int rate;
    private final InputStream in;
    private final long start = System.nanoTime();
    private long records;
    private byte[] next;

    /**
     * Opens the file.
     *
     * @param file the captured stream
     * @param rate records per second; 0 for full speed
     * @throws IOException if it cannot be read
     */
    public ReplaySource(Path file, int rate) throws IOException {
        this.file = file;
        this.rate = rate;
        this.in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        advance();
    }

    @Override
    public boolean send(OutputStream out) throws IOException {
        byte[] message = next;
        advance();
        out.write(message);
        out.flush();
        records += recordsIn(message);
        return typeOf(message) == BUNDLE;
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
        in.close();
    }

    /** Moves on to the next message; to none at the end of the file, and where it is cut or no stream. */
    private void advance() throws IOException {
        do {
            byte[] header = in.readNBytes(HEADER);
            int length = header.length == HEADER ? ByteBuffer.wrap(header).getInt(4) : -1;
            byte[] content = length < 0 ? new byte[0] : in.readNBytes(length);
            if (header.length == 0) {
                next = null;
            } else if (content.length == length) {
                next = ByteBuffer.allocate(HEADER + length)
                        .put(header)
                        .put(content)
                        .array();
            } else {
                LOG.warn("{} does not end on a message boundary; it is replayed up to there", file);
                next = null;
            }
        } while (next != null && typeOf(next) == INFORMATION);
    }

    private static int typeOf(byte[] message) {
        return ByteBuffer.wrap(message).getShort(2) & 0xFFFF;
    }

    private static int recordsIn(byte[] message) {
        if (typeOf(message) != BUNDLE) {
            return typeOf(message) == EVENT_DATA ? 1 : 0;
        }
        ByteBuffer in = ByteBuffer.wrap(message);
        int count = 0;
        long position = BUNDLE_PREFIX;
        while (position + HEADER <= message.length) {
            position += HEADER + (in.getInt((int) position + 4) & 0xFFFF_FFFFL);
            count++;
        }
        return count;
    }
}
