package org.estreamer.shell.decode;

import java.io.FilterInputStream;
import java.io.Flushable;
import java.io.IOException;
import java.io.InputStream;

/** An input that flushes an output before it waits, so that whoever watches a slow stream sees all that has come. */
final class IdleFlush extends FilterInputStream {
    private final Flushable output;

    IdleFlush(InputStream in, Flushable output) {
        super(in);
        this.output = output;
    }

    @Override
    public int read() throws IOException {
        flushIfIdle();
        return super.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        flushIfIdle();
        return super.read(bytes, offset, length);
    }

    private void flushIfIdle() throws IOException {
        if (in.available() == 0) {
            output.flush();
        }
    }
}
