package org.estreamer.dispatcher;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.estreamer.pipeline.log.LogBatch;
import org.estreamer.pipeline.metadata.Metadata;
import org.estreamer.pipeline.metadata.NameResolver;
import org.estreamer.record.FakeRecord;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;

/** Metadata as a test sets them. */
final class FakeMetadata implements Metadata, NameResolver {
    final List<FakeRecord> current = new CopyOnWriteArrayList<>();
    final List<Long> askedBefore = new CopyOnWriteArrayList<>();

    @Override
    public boolean isKnown(Record record, long changed) {
        return false;
    }

    @Override
    public List<RecordBatch> current(String server, long before) {
        askedBefore.add(before);
        return List.of(new RecordBatch(server, List.copyOf(current)));
    }

    @Override
    public void name(LogBatch batch) {}

    @Override
    public void nameByToday(RecordBatch batch) {}

    @Override
    public StreamNames ofStream(String server) {
        throw new UnsupportedOperationException("no plugin reads a stream");
    }
}
