package org.estreamer.pipeline.log;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;
import org.estreamer.record.RecordGroup;

/** Appends to a {@link MemoryLog}, at once: nothing is ever gathered. */
final class MemoryWriter implements LogWriter {
    private static final Duration WITHOUT_SECONDS = Duration.ofMinutes(10);
    private static final long NOW = 0xFFFFFFFFL;

    private final MemoryEventLog all;
    private final MemoryLog log;
    private final String address;
    private Map<Long, Integer> known = Map.of();
    private long askedFrom;
    /** The oldest new record from before that. */
    private long early = Long.MAX_VALUE;

    private boolean asksAgain;
    private boolean askedAgain;
    private long repeated;
    private String heldBack = "";
    /** The log has lost its end since {@link #begin}. */
    private boolean broken;

    MemoryWriter(MemoryEventLog all, MemoryLog log, String address) {
        this.all = all;
        this.log = log;
        this.address = address;
    }

    void breakOff() {
        broken = true;
    }

    @Override
    public ResumePoint begin(LogRequest request) throws IOException {
        synchronized (all) {
            requireMine();
            broken = false;
            log.address = address;
            boolean again = asksAgain;
            ResumePoint from = resumePoint(request, again ? early - MemoryEventLog.REORDER_SECONDS : Long.MAX_VALUE);
            askedFrom = from.timestamp();
            early = Long.MAX_VALUE;
            asksAgain = false;
            askedAgain = again;
            known = log.digests(askedFrom);
            return from;
        }
    }

    private ResumePoint resumePoint(LogRequest request, long atMost) {
        String told = told(request);
        if (!log.hasEvents()) {
            return new ResumePoint(firstPoint(request.timestamp()), "");
        }
        long watermark = log.watermark();
        if (watermark == 0) {
            long second = log.lastArrival().minus(WITHOUT_SECONDS).getEpochSecond();
            return new ResumePoint(Math.max(second, 0), "records without a second may come twice");
        }
        return new ResumePoint(Math.max(Math.min(watermark - MemoryEventLog.REORDER_SECONDS, atMost), 0), told);
    }

    /** "Now" is the moment of the first connection, for those behind it too. */
    private long firstPoint(long timestamp) {
        if (timestamp == NOW && log.started == 0) {
            log.started = all.now().getEpochSecond();
            return all.firstAsked(NOW);
        }
        return all.firstAsked(timestamp == NOW ? log.started : timestamp);
    }

    private String told(LogRequest request) {
        String before = log.request;
        log.request = request.content() + " of " + request.server();
        return before.isEmpty() || before.equals(log.request) ? "" : "the request has changed: some records come twice";
    }

    @Override
    public void append(RecordBatch records) throws IOException, InterruptedException {
        synchronized (all) {
            requireMine();
            requireWhole();
            List<Record> fresh = fresh(records);
            if (fresh.isEmpty()) {
                return;
            }
            while (!all.makeRoom(log, fresh.size())) {
                heldBack = "the log of " + log.server + " is full";
                all.wait();
                requireMine();
                requireWhole();
            }
            heldBack = "";
            log.append(fresh, all.now());
            all.notifyAll();
        }
    }

    private List<Record> fresh(RecordBatch records) {
        List<Record> fresh = new ArrayList<>();
        for (Record record : records) {
            if (record.group() == RecordGroup.METADATA || !drop(record)) {
                fresh.add(record);
            }
        }
        return fresh;
    }

    private boolean drop(Record record) {
        int count = known.getOrDefault(record.digest(), 0);
        if (count > 0) {
            known.put(record.digest(), count - 1);
            repeated++;
            return true;
        }
        boolean before = record.archiveTimestamp() > 0 && record.archiveTimestamp() < askedFrom;
        if (before && askedFrom != NOW && !askedAgain) {
            asksAgain = true;
            early = Math.min(early, record.archiveTimestamp());
        }
        return false;
    }

    @Override
    public void flush() throws IOException {
        synchronized (all) {
            requireMine();
            requireWhole();
        }
    }

    /** It repeats so little that connections get beyond it. */
    @Override
    public void ended() {
        known = Map.of();
    }

    @Override
    public boolean written() {
        return true;
    }

    @Override
    public long next() {
        synchronized (all) {
            return log.end();
        }
    }

    @Override
    public boolean askAgain() {
        synchronized (all) {
            boolean now = asksAgain && !askedAgain;
            askedAgain |= now;
            return now;
        }
    }

    @Override
    public long repeated() {
        synchronized (all) {
            return repeated;
        }
    }

    @Override
    public String heldBack() {
        synchronized (all) {
            return heldBack;
        }
    }

    @Override
    public void close() {
        synchronized (all) {
            if (log.writer == this) {
                log.writer = null;
                all.notifyAll();
            }
        }
    }

    private void requireMine() throws FencedException {
        if (log.writer != this) {
            throw new FencedException("another session writes the log of " + log.server);
        }
    }

    private void requireWhole() throws IOException {
        if (broken) {
            throw new IOException("the log of " + log.server + " has lost its end: connect anew");
        }
    }
}
