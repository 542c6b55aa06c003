package org.estreamer.dispatcher;

import java.util.concurrent.CountDownLatch;
import org.estreamer.record.Record;

/** Does not come back from a record until its gate is opened, or it is interrupted if it minds that. */
final class GatedPlugin extends CollectingPlugin {
    final CountDownLatch entered = new CountDownLatch(1);
    private final boolean mindsInterrupt;
    private final CountDownLatch gate = new CountDownLatch(1);

    GatedPlugin(boolean mindsInterrupt) {
        this.mindsInterrupt = mindsInterrupt;
    }

    void open() {
        gate.countDown();
    }

    @Override
    public void onRecord(Record record) throws Exception {
        entered.countDown();
        if (mindsInterrupt) {
            gate.await();
        } else {
            Await.throughInterrupts(gate);
        }
        super.onRecord(record);
    }
}
