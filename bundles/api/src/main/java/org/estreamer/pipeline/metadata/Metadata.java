package org.estreamer.pipeline.metadata;

import java.util.List;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The metadata that servers have sent: what their ids are called at the moment. It reads them from the log. Safe for any number
 * of threads.
 */
@ProviderType
public interface Metadata {
    /**
     * Whether a record says nothing new, so that the log can do without it: a server sends all its metadata again on every
     * connection.
     *
     * @param record  a record of the group {@link org.estreamer.record.RecordGroup#METADATA}
     * @param changed the number behind the last metadata record that was appended to this server's log, or the end of the log
     *                when it was opened
     * @return true if everything before {@code changed} has been read, and the newest record of this key has the same bytes;
     *     false if not, or if that is not known yet
     */
    boolean isKnown(Record record, long changed);

    /**
     * The newest record of every key before a place, for a plugin that begins in the middle of a log.
     *
     * @param server the name of the session
     * @param before where the plugin begins: what it finds in the log from there on is left out
     * @return in the order they were last changed, in pieces of some hundred records
     */
    List<RecordBatch> current(String server, long before);
}
