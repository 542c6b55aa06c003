package org.estreamer.dispatcher;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.estreamer.plugin.Plugin;
import org.estreamer.record.FakeRecord;
import org.estreamer.record.Record;

/** Keeps what it gets. */
class CollectingPlugin implements Plugin {
    final List<Record> taken = Collections.synchronizedList(new ArrayList<>());
    final AtomicInteger idled = new AtomicInteger();

    @Override
    public void onRecord(Record record) throws Exception {
        taken.add(record);
    }

    /** Another callback. */
    public void receive(Record record) {
        taken.add(record);
    }

    @Override
    public void onIdle() throws Exception {
        idled.incrementAndGet();
    }

    List<Record> events() {
        synchronized (taken) {
            return taken.stream()
                    .filter(record -> record.archiveTimestamp() > 0)
                    .toList();
        }
    }

    /** The numbers of the events taken, in order. */
    List<Long> numbers() {
        return events().stream().map(record -> ((FakeRecord) record).number()).toList();
    }

    void awaitTaken(int count) {
        Await.until(count + " records, has " + taken.size(), () -> taken.size() >= count);
    }
}
