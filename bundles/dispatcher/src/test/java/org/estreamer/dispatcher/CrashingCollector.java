package org.estreamer.dispatcher;

import java.util.concurrent.CountDownLatch;
import org.estreamer.record.Record;

/** Keeps what it gets until it crashes: from then on nothing it was told to do happens, and no call returns. */
class CrashingCollector extends CollectingPlugin {
    private final CountDownLatch never = new CountDownLatch(1);
    private boolean crashed;

    /** Returns when what is under way has happened and nothing more will. */
    synchronized void crash() {
        crashed = true;
    }

    final void whileAlive(Runnable action) throws InterruptedException {
        boolean alive;
        synchronized (this) {
            alive = !crashed;
            if (alive) {
                action.run();
            }
        }
        if (!alive) {
            never.await();
        }
    }

    @Override
    public void onRecord(Record record) throws Exception {
        whileAlive(() -> taken.add(record));
    }
}
