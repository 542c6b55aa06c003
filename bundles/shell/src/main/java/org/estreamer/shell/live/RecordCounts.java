package org.estreamer.shell.live;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.estreamer.plugin.Plugin;
import org.estreamer.record.Record;
import org.estreamer.record.RecordGroup;

/** Counts records by group, for the summary of the demo. */
public final class RecordCounts implements Plugin {
    /** Complete from the start, so that it is only read from. */
    private final Map<RecordGroup, LongAdder> counts = new EnumMap<>(RecordGroup.class);

    public RecordCounts() {
        for (RecordGroup group : RecordGroup.values()) {
            counts.put(group, new LongAdder());
        }
    }

    @Override
    public void onRecord(Record record) {
        counts.get(record.group()).increment();
    }

    /** The records of a group so far. */
    public long of(RecordGroup group) {
        return counts.get(group).sum();
    }
}
