package org.estreamer.simulator.server;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import org.estreamer.pipeline.message.Message.EventStreamRequest;
import org.estreamer.pipeline.message.Message.Service;

/** Where the messages for one client come from. */
public interface Source extends Closeable {
    /**
     * Sends what is due, no more than what is acknowledged at once.
     *
     * @param out the client
     * @return whether the client has to acknowledge it
     * @throws IOException if the client or what is to be sent is gone
     */
    boolean send(OutputStream out) throws IOException;

    /**
     * How long it takes until something is due.
     *
     * @return nanoseconds; 0 where something is, {@link Long#MAX_VALUE} where nothing will be
     */
    long nanosUntilDue();

    /** Whether the server now closes the connection. */
    default boolean isOver() {
        return false;
    }

    @Override
    void close() throws IOException;

    /** Opens a source for every client. */
    @FunctionalInterface
    interface Supply {
        /**
         * Opens a source.
         *
         * @param request the client's first message
         * @param service what it asked for by event type; null where it gets event data messages instead of bundles
         * @return the source
         * @throws IOException if there is none
         */
        Source open(EventStreamRequest request, Service service) throws IOException;
    }
}
