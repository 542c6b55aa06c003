package org.estreamer.log.server;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.estreamer.pipeline.log.LogBatch;
import org.estreamer.record.RecordBatch;

/**
 * The newest batches of all logs, in memory, for readers that keep up: all of them get the same records. A batch that those have
 * passed goes at once, so that it is still young for the garbage collector; where one of them lags, batches stay up to the bound
 * of all logs together, and then the one that came first goes. Safe for any number of threads.
 *
 * <pre>
 *   behind, from the disk      | batch | batch | batch | newest |
 *        ^ reader                         ^ reader         ^ reader
 *                              | passed:  | needed         |
 * </pre>
 */
public final class Recent {
    /** So much of each log stays though nobody needs it, for a reader that is about to catch up. */
    private static final long LINGERING_BYTES = 1 << 20;

    /** What a record takes beside its bytes, with the beginning of what it notes once somebody looks for its fields. */
    private static final int RECORD_BYTES = 128;

    /** It notes four bytes for each field of varying length, of which none is shorter than this. */
    private static final int SHORTEST_FIELD = 8;

    private static final int BATCH_BYTES = 250;

    private final long most;
    private final Map<LogBatch, Kept> order = new LinkedHashMap<>();
    private long bytes;

    private record Kept(OfLog log, LogBatch batch, long bytes) {}

    /** Those of one log. */
    final class OfLog {
        private final ConcurrentSkipListMap<Long, LogBatch> batches = new ConcurrentSkipListMap<>();
        private final List<Cursor> readers = new CopyOnWriteArrayList<>();
        private long bytesHere;

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
            Recent.this.cut(this, number);
        }

        /** A reader has come. */
        void follow(Cursor reader) {
            readers.add(reader);
        }

        void leave(Cursor reader) {
            readers.remove(reader);
        }

        private boolean isNeeded(LogBatch batch) {
            for (Cursor reader : readers) {
                long number = reader.number();
                if (number >= batch.first() && number < batch.next()) {
                    return true;
                }
            }
            return false;
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

    /** What a batch takes, with all that its records may note while they are read. */
    static long bytesOf(LogBatch batch) {
        RecordBatch records = batch.records();
        return BATCH_BYTES
                + records.bytes().length
                + (long) RECORD_BYTES * records.size()
                + (long) Integer.BYTES * records.length() / SHORTEST_FIELD;
    }

    private synchronized void add(OfLog log, LogBatch batch) {
        long taken = bytesOf(batch);
        order.put(batch, new Kept(log, batch, taken));
        log.batches.put(batch.first(), batch);
        log.bytesHere += taken;
        bytes += taken;
        LogBatch oldest = log.batches.firstEntry().getValue();
        while (oldest != batch && log.bytesHere > LINGERING_BYTES && !log.isNeeded(oldest)) {
            remove(order.get(oldest));
            oldest = log.batches.firstEntry().getValue();
        }
        while (bytes > most && order.size() > 1) {
            remove(order.values().iterator().next());
        }
    }

    private synchronized void cut(OfLog log, long number) {
        List.copyOf(log.batches.tailMap(number).values()).forEach(batch -> remove(order.get(batch)));
    }

    private void remove(Kept kept) {
        order.remove(kept.batch);
        kept.log.batches.remove(kept.batch.first());
        kept.log.bytesHere -= kept.bytes;
        bytes -= kept.bytes;
    }
}
