package org.estreamer.session;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.estreamer.pipeline.log.EventLog;
import org.estreamer.pipeline.log.LogBatch;
import org.estreamer.pipeline.log.LogCheck;
import org.estreamer.pipeline.log.LogHistory;
import org.estreamer.pipeline.log.LogPosition;
import org.estreamer.pipeline.log.LogReader;
import org.estreamer.pipeline.log.LogRequest;
import org.estreamer.pipeline.log.LogSpan;
import org.estreamer.pipeline.log.LogStart;
import org.estreamer.pipeline.log.LogStatus;
import org.estreamer.pipeline.log.LogWriter;
import org.estreamer.pipeline.log.MemoryEventLog;
import org.estreamer.pipeline.log.ResumePoint;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;

/** A log in memory whose pace and faults a test decides, and a reader of it. */
final class RiggedLog implements EventLog {
    final MemoryEventLog memory = new MemoryEventLog();
    final List<LogRequest> requests = new ArrayList<>();
    final AtomicInteger opened = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    final AtomicInteger appended = new AtomicInteger();
    final CountDownLatch appending = new CountDownLatch(1);
    volatile CountDownLatch gate = new CountDownLatch(0);
    volatile CountDownLatch openGate = new CountDownLatch(0);
    volatile IOException openFault;
    volatile IOException beginFault;
    volatile Throwable appendFault;
    volatile String told = "";
    volatile boolean gathers;

    private final LogReader reader = memory.read("test", false);
    private final Queue<Record> read = new ArrayDeque<>();

    /** The next record in any log. */
    Record take() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (read.isEmpty()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("no record came");
            }
            for (String server : reader.unplaced()) {
                reader.place(server, Optional.empty());
            }
            LogBatch batch = reader.poll(Duration.ofMillis(20));
            if (batch != null) {
                batch.records().forEach(read::add);
            }
        }
        return read.remove();
    }

    /** Puts records where a session of that name has appended them before. */
    void put(String server, Record... records) throws IOException, InterruptedException {
        memory.put(new RecordBatch(server, List.of(records)));
    }

    @Override
    public LogWriter write(String server, String address) throws IOException {
        try {
            openGate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throwIfSet(openFault);
        opened.incrementAndGet();
        return new RiggedWriter(memory.write(server, address));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        memory.rename(from, to);
    }

    @Override
    public void forgetLog(String server) throws IOException {
        memory.forgetLog(server);
    }

    @Override
    public void keep(String plugin, LogStart start) {
        memory.keep(plugin, start);
    }

    @Override
    public LogReader read(String plugin, boolean mayLose) {
        return memory.read(plugin, mayLose);
    }

    @Override
    public LogHistory history(String server, LogSpan span, Optional<LogPosition> from) {
        return memory.history(server, span, from);
    }

    @Override
    public boolean forget(String plugin) {
        return memory.forget(plugin);
    }

    @Override
    public List<LogStatus> status() {
        return memory.status();
    }

    @Override
    public LogCheck verify(String server) {
        return memory.verify(server);
    }

    private static void throwIfSet(Throwable fault) throws IOException {
        if (fault instanceof Error error) {
            throw error;
        } else if (fault instanceof RuntimeException mistake) {
            throw mistake;
        } else if (fault instanceof IOException failure) {
            throw failure;
        }
    }

    private final class RiggedWriter implements LogWriter {
        private final LogWriter writer;
        private final List<RecordBatch> gathered = new ArrayList<>();
        private volatile String heldBack = "";

        RiggedWriter(LogWriter writer) {
            this.writer = writer;
        }

        @Override
        public ResumePoint begin(LogRequest request) throws IOException {
            throwIfSet(beginFault);
            requests.add(request);
            gathered.clear();
            ResumePoint from = writer.begin(request);
            return told.isEmpty() ? from : new ResumePoint(from.timestamp(), told);
        }

        @Override
        public void append(RecordBatch records) throws IOException, InterruptedException {
            appended.incrementAndGet();
            heldBack = gate.getCount() == 0 ? "" : "the disk is full";
            appending.countDown();
            gate.await();
            heldBack = "";
            throwIfSet(appendFault);
            gathered.add(records);
            if (!gathers) {
                flush();
            }
        }

        @Override
        public void flush() throws IOException, InterruptedException {
            for (RecordBatch records : gathered) {
                writer.append(records);
            }
            gathered.clear();
        }

        @Override
        public void ended() {
            writer.ended();
        }

        @Override
        public boolean written() {
            return gathered.isEmpty();
        }

        @Override
        public long next() {
            return writer.next() + gathered.stream().mapToInt(RecordBatch::size).sum();
        }

        @Override
        public boolean askAgain() {
            return writer.askAgain();
        }

        @Override
        public long repeated() {
            return writer.repeated();
        }

        @Override
        public String heldBack() {
            return heldBack;
        }

        @Override
        public void close() {
            writer.close();
            closed.incrementAndGet();
        }
    }
}
