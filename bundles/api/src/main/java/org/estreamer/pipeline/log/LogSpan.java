package org.estreamer.pipeline.log;

import java.time.Instant;
import org.estreamer.record.Record;

/**
 * Which records of a log are read once more: those of a stretch of time.
 *
 * @param from     the earliest moment, inclusive
 * @param to       the latest moment, exclusive; {@link Instant#MAX} for no end
 * @param archived whether both are archival seconds of the server; else they are times of arrival, which never decrease in a
 *                 log. A record without an archival second is in no span of these
 * @param before   what has arrived at this moment or later is not read, whatever its time; {@link Instant#MAX} for no end
 */
public record LogSpan(Instant from, Instant to, boolean archived, Instant before) {
    /** All that is in a log. */
    public static final LogSpan ALL = new LogSpan(Instant.MIN, Instant.MAX, false, Instant.MAX);

    /**
     * Checks that there is something in it.
     *
     * @throws IllegalArgumentException if it ends before it begins; the message says so
     */
    public LogSpan {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("there is nothing between " + from + " and " + to);
        }
    }

    /**
     * From when on its records have arrived.
     *
     * @return {@link Instant#MIN} for archival seconds: nobody knows when their records have arrived
     */
    public Instant arrivedFrom() {
        return archived ? Instant.MIN : from;
    }

    /**
     * Before which moment its records have arrived.
     *
     * @return {@link Instant#MAX} for no end
     */
    public Instant arrivedBefore() {
        return archived || before.isBefore(to) ? before : to;
    }

    /**
     * Whether records of these archival seconds may be in it, both inclusive.
     *
     * @param oldest the oldest second; 0 where no record has one
     * @param newest the newest second; 0 where no record has one
     * @return true for times of arrival
     */
    public boolean mayCover(long oldest, long newest) {
        return !archived || (newest > 0 && newest >= from.getEpochSecond() && oldest < to.getEpochSecond());
    }

    /**
     * Whether a record is in it that has arrived in time.
     *
     * @param record the record
     * @return whether its archival second is in the span; true for times of arrival
     */
    public boolean covers(Record record) {
        return !archived || mayCover(record.archiveTimestamp(), record.archiveTimestamp());
    }
}
