package org.estreamer.dispatcher;

import java.util.concurrent.CountDownLatch;
import org.estreamer.record.Record;

/** Keeps what it gets until it crashes: from then on nothing happens, and no call returns before it is buried. */
class CrashingCollector extends CollectingPlugin {
    private final CountDownLatch buried = new CountDownLatch(1);
    private boolean crashed;

    /** Returns when what is under way has happened and nothing more will. */
    synchronized void crash() {
        crashed = true;
    }

    /** The traces of the crash are taken: its threads may end. */
    void bury() {
        buried.countDown();
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
            buried.await();
            throw new IllegalStateException("crashed");
        }
    }

    @Override
    public void onRecord(Record record) throws Exception {
        whileAlive(() -> taken.add(record));
    }
}
