package org.estreamer.pipeline.log;

import java.time.Instant;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;
import org.estreamer.record.RecordGroup;

/** Records that stand one behind the other in a log. Immutable and shared between readers. */
public final class LogBatch {
    private final long log;
    private final int epoch;
    private final long first;
    private final Instant arrival;
    private final RecordBatch records;
    private final LogGap gap;

    /**
     * Makes a batch, and tells its records when they came.
     *
     * @param log     the id of the log
     * @param epoch   the epoch of its numbers
     * @param first   the number of the first record
     * @param arrival when it was appended, by this machine's clock; never earlier than that of the batch before
     * @param records the records; at least one
     */
    public LogBatch(long log, int epoch, long first, Instant arrival, RecordBatch records) {
        this(log, epoch, first, arrival, records, null);
        records.arriveAt(arrival.toEpochMilli());
    }

    private LogBatch(long log, int epoch, long first, Instant arrival, RecordBatch records, LogGap gap) {
        this.log = log;
        this.epoch = epoch;
        this.first = first;
        this.arrival = arrival;
        this.records = records;
        this.gap = gap;
    }

    /**
     * The same batch for a reader that misses records before it.
     *
     * @param missed what it misses
     * @return the batch with that gap
     */
    public LogBatch behind(LogGap missed) {
        return new LogBatch(log, epoch, first, arrival, records, missed);
    }

    /**
     * What is left from a number on.
     *
     * @param number within the batch
     * @return this batch, or its end
     */
    public LogBatch from(long number) {
        return number <= first
                ? this
                : new LogBatch(log, epoch, number, arrival, records.from(Math.toIntExact(number - first)), gap);
    }

    /**
     * The server the records came from.
     *
     * @return the name of its session
     */
    public String server() {
        return records.server();
    }

    /**
     * The number of the first record.
     *
     * @return 0 or more
     */
    public long first() {
        return first;
    }

    /**
     * The number behind the last record.
     *
     * @return greater than {@link #first}
     */
    public long next() {
        return first + records.size();
    }

    /**
     * When it was appended.
     *
     * @return by this machine's clock, never earlier than that of the batch before
     */
    public Instant arrival() {
        return arrival;
    }

    /**
     * The records.
     *
     * @return at least one
     */
    public RecordBatch records() {
        return records;
    }

    /**
     * What the reader does not get before this batch.
     *
     * @return null if it misses nothing
     */
    public LogGap gap() {
        return gap;
    }

    /**
     * The position of who has finished some of the records.
     *
     * @param count how many, 0 to the size of {@link #records}
     * @return the position behind them
     */
    public LogPosition after(int count) {
        int last = Math.max(count - 1, 0);
        while (last > 0 && second(records.get(last)) == 0) {
            last--;
        }
        return new LogPosition(log, epoch, first + count, second(records.get(last)));
    }

    /** Metadata have none that counts: it is when they were sent, and not how far the events have come. */
    private static long second(Record record) {
        return record.group() == RecordGroup.METADATA ? 0 : record.archiveTimestamp();
    }
}
