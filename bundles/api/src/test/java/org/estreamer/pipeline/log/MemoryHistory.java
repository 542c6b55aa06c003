package org.estreamer.pipeline.log;

/** Reads a span of a {@link MemoryLog} once more. */
final class MemoryHistory implements LogHistory {
    private final MemoryEventLog all;
    private final MemoryLog log;
    private final LogSpan span;
    private long next;

    MemoryHistory(MemoryEventLog all, MemoryLog log, LogSpan span, long from) {
        this.all = all;
        this.log = log;
        this.span = span;
        this.next = from < 0 ? log.oldest() : from;
    }

    @Override
    public LogBatch next() {
        synchronized (all) {
            LogBatch batch = log.read(next);
            while (batch != null && batch.arrival().isBefore(span.arrivedBefore())) {
                next = batch.next();
                boolean covered = false;
                for (int i = 0; i < batch.records().size(); i++) {
                    covered |= span.covers(batch.records().get(i));
                }
                if (covered && !batch.arrival().isBefore(span.arrivedFrom())) {
                    return batch;
                }
                batch = log.read(next);
            }
            return null;
        }
    }

    @Override
    public void close() {
        next = Long.MAX_VALUE;
    }
}
