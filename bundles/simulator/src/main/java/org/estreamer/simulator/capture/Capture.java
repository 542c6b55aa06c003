package org.estreamer.simulator.capture;

import java.io.Closeable;
import java.io.IOException;

/** Messages of a server that were kept, to be sent once more. For one client. */
interface Capture extends Closeable {
    int HEADER = 8;
    /** The header of a bundle, with its two numbers. */
    int BUNDLE_PREFIX = HEADER + 8;

    int EVENT_DATA = 4;
    int INFORMATION = 2051;
    int BUNDLE = 4002;

    /**
     * The next message, header included.
     *
     * @return null at the end
     * @throws IOException if it cannot be read
     */
    byte[] next() throws IOException;

    @Override
    void close() throws IOException;
}
