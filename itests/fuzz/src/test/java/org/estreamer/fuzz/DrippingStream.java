package org.estreamer.fuzz;

import java.io.InputStream;
import java.net.SocketTimeoutException;

/** Gives its bytes in small pieces, and times out before each. */
final class DrippingStream extends InputStream {
    private static final int MOST = 7;

    private final byte[] bytes;
    private int at;
    private boolean silent;

    DrippingStream(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public int read() {
        return at < bytes.length ? bytes[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws SocketTimeoutException {
        silent = !silent;
        if (silent) {
            throw new SocketTimeoutException("silence");
        }
        int count = Math.min(Math.min(length, MOST), bytes.length - at);
        if (count == 0) {
            return length == 0 ? 0 : -1;
        }
        System.arraycopy(bytes, at, buffer, offset, count);
        at += count;
        return count;
    }
}
