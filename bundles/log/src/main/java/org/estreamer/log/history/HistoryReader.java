package org.estreamer.log.history;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.estreamer.log.segment.BatchHeader;
import org.estreamer.log.segment.SegmentInput;
import org.estreamer.pipeline.log.LogBatch;
import org.estreamer.pipeline.log.LogGap;
import org.estreamer.pipeline.log.LogHistory;
import org.estreamer.pipeline.log.LogSpan;
import org.estreamer.pipeline.message.MessageCodec;
import org.estreamer.record.RecordBatch;

/**
 * Reads a span of one log from its files. Which segments have something of it is told by their beginnings; of the batches of
 * these, only the headers are read where they have nothing of it.
 *
 * <pre>
 *   | segment | segment | segment | segment | newest |     those that were there when it was opened
 *    not read            ^ next()   ...      not read
 *                        |  span            |
 * </pre>
 */
public final class HistoryReader implements LogHistory {
    private static final long UNKNOWN = -1;

    private final String server;
    private final MessageCodec codec;
    private final LogSpan span;
    private final Consumer<String> told;
    private final List<StoredSegment> segments;
    private final long arrivedFrom;
    private final long arrivedBefore;
    /** Numbers before this one are not wanted. */
    private final long wanted;

    private int index;
    private SegmentInput in;
    /** The number that comes next where nothing is missing. */
    private long expected;

    private long lastArrival;
    private LogGap.Reason missing = LogGap.Reason.DAMAGE;

    /**
     * Opens a log.
     *
     * @param path   its folder, or one segment
     * @param server what the records have as their server
     * @param codec  makes records of bytes
     * @param span   what is read
     * @param from   the number to go on with; a negative one for the beginning of the span
     * @param told   receives what an operator should know
     * @throws IOException if the folder cannot be read
     */
    public HistoryReader(Path path, String server, MessageCodec codec, LogSpan span, long from, Consumer<String> told)
            throws IOException {
        this.server = server;
        this.codec = codec;
        this.span = span;
        this.told = told;
        this.segments = LogFolder.segments(path, told);
        this.arrivedFrom = millis(span.arrivedFrom());
        this.arrivedBefore = millis(span.arrivedBefore());
        this.wanted = from;
        this.expected = from < 0 ? UNKNOWN : from;
        this.lastArrival = arrivedFrom;
    }

    /** Up to the next whole millisecond: what arrived in the one before is not of that moment or later. */
    private static long millis(Instant moment) {
        if (moment.equals(Instant.MIN) || moment.equals(Instant.MAX)) {
            return moment.equals(Instant.MIN) ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        long whole = moment.toEpochMilli();
        return Instant.ofEpochMilli(whole).isBefore(moment) ? whole + 1 : whole;
    }

    @Override
    public LogBatch next() throws IOException {
        while (in != null || open()) {
            StoredSegment segment = segments.get(index);
            BatchHeader header = in.next();
            if (header == null || header.first() >= segment.limit()) {
                leave(segment);
            } else if (header.arrival() >= arrivedBefore) {
                close();
                index = segments.size();
            } else if (isWanted(header)) {
                LogBatch batch = batch(header);
                if (batch != null) {
                    return batch;
                }
            } else {
                expected = header.next();
                lastArrival = header.arrival();
            }
        }
        return null;
    }

    private boolean isWanted(BatchHeader header) {
        return header.arrival() >= arrivedFrom
                && header.next() > wanted
                && span.mayCover(header.oldest(), header.newest());
    }

    /** Opens the next segment that may have something of the span; false if there is none. */
    private boolean open() throws IOException {
        for (; index < segments.size(); index++) {
            StoredSegment segment = segments.get(index);
            if (segment.header().arrival() >= arrivedBefore) {
                index = segments.size();
                return false;
            }
            if (segment.newestArrival() >= arrivedFrom
                    && segment.limit() > wanted
                    && span.mayCover(segment.oldestSecond(), segment.newestSecond())) {
                try {
                    in = new SegmentInput(segment.path());
                    noteFirst(segment);
                    return true;
                } catch (NoSuchFileException e) {
                    told.accept(LogFolder.missing(segment.path()));
                    noteFirst(segment);
                }
            } else if (expected != UNKNOWN) {
                expected = Math.max(expected, segment.limit());
            }
        }
        return false;
    }

    /** Between segments, records are missing because the log has let go of them. */
    private void noteFirst(StoredSegment segment) {
        expected = expected == UNKNOWN ? Math.max(wanted, segment.header().first()) : expected;
        missing = in == null || expected < segment.header().first() ? LogGap.Reason.RETENTION : LogGap.Reason.DAMAGE;
        lastArrival = Math.max(lastArrival, Math.min(segment.header().arrival(), arrivedBefore));
    }

    /** The batch found last, with the gap before it; null if it is damaged. */
    private LogBatch batch(BatchHeader header) throws IOException {
        byte[] messages = in.messages();
        RecordBatch records = messages == null ? null : codec.records(server, messages, 0, messages.length);
        if (records == null || records.size() != header.count()) {
            return null;
        }
        Instant arrival = Instant.ofEpochMilli(header.arrival());
        LogBatch batch =
                new LogBatch(in.header().log(), in.header().epoch(), header.first(), arrival, records).from(wanted);
        if (batch.first() > expected) {
            batch = batch.behind(
                    new LogGap(expected, batch.first(), Instant.ofEpochMilli(lastArrival), arrival, missing));
        }
        expected = batch.next();
        lastArrival = header.arrival();
        missing = LogGap.Reason.DAMAGE;
        return batch;
    }

    /** A segment has no more: tells what could not be read of it. */
    private void leave(StoredSegment segment) {
        if (in.firstBad() >= 0 && segment.following() == null && in.badBytes() == in.offset() - in.firstBad()) {
            told.accept(segment.path() + " ends with " + in.badBytes()
                    + " bytes that are no whole batch: it is being written, or a stop has torn it");
        } else if (in.firstBad() >= 0) {
            told.accept(segment.path() + ": " + in.badBytes() + " bytes are damaged, the first of them at byte "
                    + in.firstBad());
        }
        close();
        index++;
    }

    @Override
    public void close() {
        if (in != null) {
            try {
                in.close();
            } catch (IOException e) {
                told.accept("a segment was read, but cannot be closed: " + e.getMessage());
            }
            in = null;
        }
    }
}
