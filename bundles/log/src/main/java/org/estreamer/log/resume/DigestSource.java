package org.estreamer.log.resume;

import java.io.IOException;

/** Part of a log whose records can be told by their digests. */
interface DigestSource {
    /** Takes digests. */
    @FunctionalInterface
    interface Sink {
        /** Takes one; false if no more are wanted. */
        boolean take(long digest) throws IOException;
    }

    /** The newest archival second in it; 0 for none. */
    long newest();

    /**
     * Gives the digests of the records of some seconds, in a fixed order.
     *
     * @param from the first second
     * @param to   the second behind the last one
     * @return false if the sink did not want them all
     * @throws IOException if they cannot be read
     */
    boolean read(long from, long to, Sink sink) throws IOException;
}
