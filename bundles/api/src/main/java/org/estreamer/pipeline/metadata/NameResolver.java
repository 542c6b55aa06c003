package org.estreamer.pipeline.metadata;

import org.estreamer.pipeline.log.LogBatch;
import org.estreamer.record.RecordBatch;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Knows what the ids of records are called, from the metadata that stand in the same log or stream. It gives records their
 * {@link org.estreamer.record.Record#names names}: nothing is looked up until somebody asks a record for them.
 *
 * <pre>
 *   plugins:   LogBatch ----- name() --------&gt; as known at the record's number in the log
 *   replay:    RecordBatch -- nameByToday() -&gt; as known now
 *   decode:    RecordBatch -- ofStream() ----&gt; as known from the metadata before it in the same stream
 * </pre>
 *
 * <p>Safe for any number of threads.
 */
@ProviderType
public interface NameResolver {
    /**
     * Gives the records of a log their names, each those that were valid when it was received. May be called again for the same
     * batch, by any reader of the log.
     *
     * @param batch records with their numbers
     */
    void name(LogBatch batch);

    /**
     * Gives records the names of today: what is replayed long after may be called otherwise by now.
     *
     * @param batch records that no reader of a log shares
     */
    void nameByToday(RecordBatch batch);

    /**
     * Names for a stream that brings its own metadata, in order, as a capture does.
     *
     * @param server the name that its records have as their server
     * @return for one thread; knows nothing yet
     */
    StreamNames ofStream(String server);

    /** Names from one stream. */
    interface StreamNames {
        /**
         * Takes what comes next: remembers its metadata, and gives its records the names known up to each.
         *
         * @param batch the next records of the stream
         */
        void name(RecordBatch batch);
    }
}
