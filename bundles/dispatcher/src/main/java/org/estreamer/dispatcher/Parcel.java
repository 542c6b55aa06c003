package org.estreamer.dispatcher;

import java.util.Arrays;
import java.util.BitSet;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;
import org.estreamer.record.RecordGroup;

/**
 * A batch with the seconds and digests of its records, which are computed once for all plugins. A record without a place
 * in the order has second 0, a stray's is negative.
 */
final class Parcel {
    /** What a record takes beside the bytes of its message. */
    private static final int RECORD_BYTES = 96;

    private final RecordBatch batch;
    private final long[] seconds;
    private final long[] digests;
    private final int placed;
    private final long oldest;
    private final boolean counts;
    private final long stray;
    private final long bytes;
    private final long made;

    private Parcel(RecordBatch batch, long[] seconds, long[] digests, long bytes, long made) {
        this.batch = batch;
        this.bytes = bytes;
        this.seconds = seconds;
        this.digests = digests;
        this.made = made;
        int count = 0;
        long earliest = Long.MAX_VALUE;
        long latestStray = -1;
        boolean anyCounts = false;
        for (long second : seconds) {
            if (second != 0) {
                count++;
                earliest = Math.min(earliest, Math.abs(second));
                anyCounts |= second > 0;
                latestStray = Math.max(latestStray, -second);
            }
        }
        placed = count;
        oldest = count == 0 ? -1 : earliest;
        counts = anyCounts;
        stray = latestStray;
    }

    /**
     * Wraps a batch.
     *
     * @param clock    tells strays
     * @param ourClock the second it is here
     */
    static Parcel of(RecordBatch batch, ServerClock clock, long ourClock) {
        long[] seconds = new long[batch.size()];
        long[] digests = new long[batch.size()];
        long bytes = 0;
        for (int i = 0; i < seconds.length; i++) {
            Record record = batch.get(i);
            bytes += record.messageLength() + RECORD_BYTES;
            if (hasPlace(record)) {
                long second = record.archiveTimestamp();
                digests[i] = record.digest();
                seconds[i] = clock.counts(second, digests[i], ourClock) ? second : -second;
            }
        }
        return new Parcel(batch, seconds, digests, bytes, System.nanoTime());
    }

    /** Wraps a batch of records without a place in the order. */
    static Parcel unplaced(RecordBatch batch) {
        long[] none = new long[batch.size()];
        long bytes = 0;
        for (Record record : batch) {
            bytes += record.messageLength() + RECORD_BYTES;
        }
        return new Parcel(batch, none, none, bytes, System.nanoTime());
    }

    /** Whether a record has a place in the order of a server's records; metadata is repeated on every connection. */
    static boolean hasPlace(Record record) {
        return record.hasArchiveTimestamp() && record.archiveTimestamp() > 0 && record.group() != RecordGroup.METADATA;
    }

    /** Only some of the records. */
    Parcel only(BitSet chosen) {
        int size = chosen.cardinality();
        if (size == batch.size()) {
            return this;
        }
        Record[] records = new Record[size];
        long[] itsSeconds = new long[size];
        long[] itsDigests = new long[size];
        int at = 0;
        for (int i = chosen.nextSetBit(0); i >= 0; i = chosen.nextSetBit(i + 1)) {
            records[at] = batch.get(i);
            itsSeconds[at] = seconds[i];
            itsDigests[at++] = digests[i];
        }
        return new Parcel(new RecordBatch(batch.server(), Arrays.asList(records)), itsSeconds, itsDigests, bytes, made);
    }

    RecordBatch batch() {
        return batch;
    }

    int size() {
        return seconds.length;
    }

    /** The second of a record; 0 if it has no place in the order. */
    long second(int index) {
        return Math.abs(seconds[index]);
    }

    /** Whether a record is dated so far ahead that positions do not follow it. */
    boolean isStray(int index) {
        return seconds[index] < 0;
    }

    long digest(int index) {
        return digests[index];
    }

    /** How many records have a place in the order. */
    int placed() {
        return placed;
    }

    /** About how much memory it holds; with only some of the records still that of the whole message. */
    long bytes() {
        return bytes;
    }

    /** The oldest second of them; -1 if there are none. */
    long oldest() {
        return oldest;
    }

    /** Whether one of them is no stray. */
    boolean counts() {
        return counts;
    }

    /** When the batch came, as {@link System#nanoTime} has it. */
    long made() {
        return made;
    }

    /** The second of the stray that is furthest ahead; -1 if there is none. */
    long stray() {
        return stray;
    }
}
