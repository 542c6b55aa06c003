package org.estreamer.pipeline.message;

import java.io.IOException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Reads the messages of one stream, for one thread. Long messages that are under way share a part of the heap with those of other
 * readers: a message counts until the next call of {@link #next}, the last one until {@link #close}.
 */
@ProviderType
public interface MessageReader extends AutoCloseable {
    /**
     * Reads the next message, waiting for it as long as the stream does.
     *
     * @return the message, or null where the stream ends on a message boundary
     * @throws StreamFault               if the stream is cut or out of step, or a message is longer than there is memory for; no
     *                                   further message can be read
     * @throws java.net.SocketTimeoutException if the stream timed out; what was read of a message is kept and the call
     *                                   may be repeated
     * @throws IOException               what the stream threw
     */
    Message next() throws IOException;

    /**
     * Whether more has arrived: where it has not, {@link #next} is likely to wait.
     *
     * @return false where no byte of the next message is here yet
     * @throws IOException what the stream threw
     */
    boolean ready() throws IOException;

    /**
     * How far the stream has been read.
     *
     * @return bytes up to the end of the last whole message
     */
    long position();

    /** Gives back the memory of the last message, or of the one that did not come to its end. The stream stays open. */
    @Override
    void close();
}
