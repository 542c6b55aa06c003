package org.estreamer.bench.plugin;

import java.util.concurrent.atomic.AtomicLong;
import org.estreamer.plugin.Plugin;
import org.estreamer.record.Record;

/** Does nothing with a record but count it. */
public final class NoopPlugin implements Plugin {
    private final AtomicLong count = new AtomicLong();

    @Override
    public void onRecord(Record record) {
        // one thread counts: no need for the cost of an atomic addition
        count.setRelease(count.getPlain() + 1);
    }

    long count() {
        return count.getAcquire();
    }
}
