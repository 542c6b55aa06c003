package org.estreamer.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Progress by the size of a file of lines: to read all of it would cost what is being measured. */
final class WrittenLines implements Progress {
    private static final int WINDOWS = 32;
    private static final int WINDOW_BYTES = 1 << 20;

    private final Path file;

    WrittenLines(Path file) {
        this.file = file;
    }

    @Override
    public Point now() throws IOException {
        return new Point(System.nanoTime(), Files.exists(file) ? Files.size(file) : 0);
    }

    /** Bytes per line, counted in parts that are spread evenly. */
    @Override
    public double unitsPerRecord(Point from, Point to) throws IOException {
        long bytes = 0;
        long lines = 0;
        ByteBuffer window = ByteBuffer.allocate(WINDOW_BYTES);
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            for (int i = 0; i < WINDOWS; i++) {
                channel.position(from.units() + (to.units() - from.units()) * i / WINDOWS);
                window.clear();
                bytes += Math.max(0, channel.read(window));
                lines += lines(window.flip());
            }
        }
        return (double) bytes / lines;
    }

    private static long lines(ByteBuffer text) {
        long lines = 0;
        while (text.hasRemaining()) {
            if (text.get() == '\n') {
                lines++;
            }
        }
        return lines;
    }
}
