package org.estreamer.simulator.capture;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The messages of a captured server-to-client stream as they are, up to where it ends, is cut, or is no stream. */
final class StreamCapture implements Capture {
    private static final Logger LOG = LoggerFactory.getLogger(StreamCapture.class);

    private final Path file;
    private final InputStream in;

    StreamCapture(Path file) throws IOException {
        this.file = file;
        this.in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    }

    @Override
    public byte[] next() throws IOException {
        byte[] header = in.readNBytes(HEADER);
        int length = header.length == HEADER ? ByteBuffer.wrap(header).getInt(4) : -1;
        byte[] content = length < 0 ? new byte[0] : in.readNBytes(length);
        if (header.length == 0) {
            return null;
        }
        if (content.length != length) {
            LOG.warn("{} does not end on a message boundary; it is replayed up to there", file);
            return null;
        }
        return ByteBuffer.allocate(HEADER + length).put(header).put(content).array();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
