package org.estreamer.session;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.estreamer.pipeline.metadata.Metadata;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;

/** What a test says is known. */
public final class KnownMetadata implements Metadata {
    public final Set<Long> digests = ConcurrentHashMap.newKeySet();
    public volatile long read = Long.MAX_VALUE;

    @Override
    public boolean isKnown(Record record, long changed) {
        return changed <= read && digests.contains(record.digest());
    }

    @Override
    public List<RecordBatch> current(String server, long before) {
        return List.of();
    }
}
