package org.estreamer.log.server;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentSkipListMap;
import org.estreamer.pipeline.LogBatch;

/**
 * The newest batches of all logs, in memory, for readers that keep up: all of them get the same records. The batch that came
 * first of all logs goes first. Safe for any number of threads.
 */
public final class Recent {
    /** What a record takes beside its bytes. */
    private static final int RECORD_BYTES = 72;

    private static final int BATCH_BYTES = 200;

    private final long most;
    private final Queue<Kept> order = new ArrayDeque<>();
    private long bytes;

    private record Kept(OfLog log, LogBatch batch, long bytes) {}

    /** Those of one log. */
    final class OfLog {
        private final ConcurrentSkipListMap<Long, LogBatch> batches = new ConcurrentSkipListMap<>();

        void add(LogBatch batch) {
            Recent.this.add(this, batch);
        }

        /** The batch with a number, from there on; null if it is not here. */
        LogBatch at(long number) {
            Map.Entry<Long, LogBatch> found = batches.floorEntry(number);
            return found == null || found.getValue().next() <= number
                    ? null
                    : found.getValue().from(number);
        }

        /** Forgets what has a number or a later one. */
        void cut(long number) {
            batches.tailMap(number).clear();
        }
    }

    /**
     * Makes one.
     *
     * @param most bytes; the newest batch of all stays whatever it takes
     */
    public Recent(long most) {
        this.most = most;
    }

    private synchronized void add(OfLog log, LogBatch batch) {
        long taken = BATCH_BYTES
                + batch.records().bytes().length
                + (long) RECORD_BYTES * batch.records().size();
        order.add(new Kept(log, batch, taken));
        log.batches.put(batch.first(), batch);
        bytes += taken;
        while (bytes > most && order.size() > 1) {
            Kept oldest = order.remove();
            oldest.log.batches.remove(oldest.batch.first(), oldest.batch);
            bytes -= oldest.bytes;
        }
    }
}
