package org.estreamer.pipeline;

import java.util.OptionalLong;
import org.estreamer.record.RecordBatch;
import org.osgi.annotation.versioning.ProviderType;

/** The records of one connection on their way to the plugins. For one thread. */
@ProviderType
public interface RecordStream extends AutoCloseable {
    /**
     * The archival second to ask the server for so that every plugin gets what it has not finished.
     *
     * @return seconds since 1970; empty if no plugin has a position for this server
     */
    OptionalLong resumeSecond();

    /**
     * Puts a batch into every plugin's queue. Waits while the queue of a plugin that must not lose records is full.
     *
     * @param batch the records of one message
     * @throws InterruptedException if the thread was interrupted while waiting
     */
    void dispatch(RecordBatch batch) throws InterruptedException;

    /** Ends the stream; what is queued is still delivered. */
    @Override
    void close();
}
