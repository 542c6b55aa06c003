package org.estreamer.session;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.estreamer.pipeline.Dispatcher;
import org.estreamer.pipeline.PluginStatus;
import org.estreamer.pipeline.RecordStream;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;

/** A dispatcher with one queue, whose position and pace a test decides. */
final class QueueDispatcher implements Dispatcher {
    final BlockingQueue<Record> records = new LinkedBlockingQueue<>();
    final AtomicInteger opened = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    final CountDownLatch dispatching = new CountDownLatch(1);
    volatile OptionalLong position = OptionalLong.empty();
    volatile Runnable restart;
    volatile CountDownLatch gate = new CountDownLatch(0);
    volatile Error failure;
    volatile CountDownLatch openGate = new CountDownLatch(0);

    @Override
    public RecordStream open(String server, Runnable restartStream) throws InterruptedException {
        openGate.await();
        opened.incrementAndGet();
        restart = restartStream;
        return new QueueStream();
    }

    Record take() throws InterruptedException {
        Record record = records.poll(10, TimeUnit.SECONDS);
        if (record == null) {
            throw new AssertionError("no record came");
        }
        return record;
    }

    @Override
    public List<PluginStatus> plugins() {
        return List.of();
    }

    @Override
    public boolean readmit(String plugin) {
        return false;
    }

    private final class QueueStream implements RecordStream {
        @Override
        public OptionalLong resumeSecond() {
            return position;
        }

        @Override
        public void dispatch(RecordBatch batch) throws InterruptedException {
            dispatching.countDown();
            gate.await();
            if (failure != null) {
                throw failure;
            }
            batch.forEach(records::add);
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }
}
