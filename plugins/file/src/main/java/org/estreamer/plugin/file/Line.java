package org.estreamer.plugin.file;

import java.io.OutputStream;

/** Holds on to the bytes of the line that was written last, without a copy. */
final class Line extends OutputStream {
    private byte[] bytes = {};
    private int offset;
    private int length;

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] from, int start, int count) {
        bytes = from;
        offset = start;
        length = count;
    }

    byte[] bytes() {
        return bytes;
    }

    int offset() {
        return offset;
    }

    int length() {
        return length;
    }
}
