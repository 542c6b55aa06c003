package org.estreamer.metadata;

import java.time.Instant;
import org.estreamer.metadata.names.NameTable;
import org.estreamer.metadata.names.ServerNames;
import org.estreamer.pipeline.log.LogBatch;
import org.estreamer.pipeline.message.MessageCodec;
import org.estreamer.pipeline.metadata.NameResolver.StreamNames;
import org.estreamer.record.RecordBatch;

/** The metadata of a stream, kept while it is read. Its records are numbered as if it were a log. */
public final class StreamMetadata implements StreamNames {
    private final ServerMetadata metadata;
    private final ServerNames names;
    private long next;

    /**
     * Knows nothing yet.
     *
     * @param server the name of the session, or what stands for it
     * @param codec  makes records of what is kept
     * @param table  which field has which names
     */
    public StreamMetadata(String server, MessageCodec codec, NameTable table) {
        names = new ServerNames(server, table, System::nanoTime);
        metadata = new ServerMetadata(server, codec, MetadataKeys.standard(), names);
        names.use(metadata, 0);
    }

    @Override
    public void name(RecordBatch batch) {
        metadata.take(new LogBatch(0, 0, next, Instant.EPOCH, batch));
        batch.nameBy(names, next);
        next += batch.size();
        names.readUpTo(next);
    }
}
