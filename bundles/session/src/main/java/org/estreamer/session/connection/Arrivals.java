package org.estreamer.session.connection;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/** The bytes from a server, counted for the thread that watches the one that waits for them. */
public final class Arrivals extends FilterInputStream {
    private final Calls waits = new Calls();
    private final AtomicLong bytes = new AtomicLong();

    public Arrivals(InputStream in) {
        super(in);
    }

    /** From the wait for a message to its last byte. */
    public Calls waits() {
        return waits;
    }

    /** How many bytes have come. */
    long bytes() {
        return bytes.get();
    }

    @Override
    public int read() throws IOException {
        int octet = in.read();
        count(octet < 0 ? 0 : 1);
        return octet;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int got = in.read(target, offset, length);
        count(got);
        return got;
    }

    private void count(int got) {
        if (got > 0) {
            bytes.addAndGet(got);
        }
    }
}
