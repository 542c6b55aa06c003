package org.estreamer.log.resume;

import java.util.function.LongSupplier;
import org.estreamer.log.segment.SegmentState;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;
import org.estreamer.record.RecordGroup;

/**
 * Where a server's time has come to, and from which second it is to be asked on the next connection. One class holds the whole
 * rule:
 *
 * <pre>
 *                asked from                    watermark
 *   ------------------+----------------------------+-------&gt; archival seconds
 *                     |&lt;--------- window ---------&gt;|
 *
 *   window = reorderSeconds + lateness seen of late, at most an hour; an hour while the server still sends history
 * </pre>
 *
 * Where connections end in the midst of what is repeated, and bring nothing new, each of the next ones asks from nearer.
 *
 * Metadata have no part in it, and neither have broken records, whose seconds may be any number. For one thread.
 */
public final class StreamTime {
    /** What is later than this is not late, and what is older is not remembered, seconds. */
    public static final long HOUR = 3_600;

    /** So many connections in vain ask for no less than the usual window, in which records are known to be out of order. */
    private static final int PATIENCE = 10;

    private final int reorderSeconds;
    private final LongSupplier nanoTime;
    private final Watermark watermark = new Watermark();
    private final Catchup catchup = new Catchup(true);
    private long late;
    private long lateBefore;
    /** Whether an event has come without a second. */
    private boolean undated;
    /** Whether something new has come on this connection. */
    private boolean brought;
    /** How many connections have ended in the midst of what is repeated, less those that have brought something. */
    private int inVain;

    /**
     * Begins where a log stands.
     *
     * @param state what its newest segment began with
     */
    public StreamTime(int reorderSeconds, LongSupplier nanoTime, SegmentState state) {
        this.reorderSeconds = reorderSeconds;
        this.nanoTime = nanoTime;
        this.lateBefore = state.lateness();
        for (long second : state.seconds()) {
            watermark.add(second);
        }
    }

    /** Whether a record's second counts. */
    public static boolean counts(Record record) {
        return record.archiveTimestamp() > 0 && record.group() != RecordGroup.METADATA && record.fault() == null;
    }

    /** Records that are in the log already. */
    public void restore(RecordBatch records, boolean history) {
        take(records);
        catchup.restore(history);
    }

    /** A connection begins. */
    public void connected() {
        brought = false;
        catchup.connected();
    }

    /**
     * A connection on which the server has repeated something has ended.
     *
     * @param inTheMidst whether it was still repeating
     */
    public void ended(boolean inTheMidst) {
        if (brought) {
            inVain = history() ? Math.max(0, inVain - 1) : 0;
        } else {
            inVain = inTheMidst ? inVain + 1 : 0;
        }
    }

    /** Records that are new. */
    public void arrived(RecordBatch records) {
        brought |= take(records);
        if (watermark.value() > 0) {
            catchup.look(nanoTime.getAsLong(), watermark.value());
        }
    }

    /** Whether one of them counts. */
    private boolean take(RecordBatch records) {
        boolean some = false;
        for (int i = 0; i < records.size(); i++) {
            Record record = records.get(i);
            if (counts(record)) {
                take(record.archiveTimestamp());
                some = true;
            } else if (record.archiveTimestamp() == 0 && isEvent(record)) {
                undated = true;
            }
        }
        return some;
    }

    private static boolean isEvent(Record record) {
        return record.messageType() == Record.EVENT_DATA
                && record.group() != RecordGroup.METADATA
                && record.group() != RecordGroup.UNKNOWN;
    }

    private void take(long second) {
        long behind = watermark.value() - second;
        if (behind > late && behind <= HOUR) {
            late = behind;
        }
        watermark.add(second);
    }

    /** Whether the server still sends what it had stored before it was asked. */
    public boolean history() {
        return catchup.history();
    }

    /** The second the server has come to; 0 where no record has had one. */
    public long watermark() {
        return watermark.value();
    }

    /** Whether an event has come without a second, so that the {@link #watermark} does not tell that events have come. */
    public boolean undated() {
        return undated;
    }

    /** The second to ask from; meaningless without a {@link #watermark}. */
    public long resume() {
        long window = history() ? HOUR : Math.min(HOUR, reorderSeconds + lateness());
        return Math.max(0, watermark.value() - window);
    }

    /** The second to ask from once more, when a new record is older than the one that was asked from. */
    public long resumeFor(long second, long asked) {
        return Math.max(0, second - Math.min(HOUR, reorderSeconds + Math.max(lateness(), asked - second)));
    }

    /**
     * The second to ask from in the place of another one, so that something new comes although connections end before the server
     * has repeated everything: half as much is repeated for each of them.
     */
    public long nearer(long asked) {
        long usual = Math.min(HOUR, reorderSeconds + lateness());
        long repeated = Math.max(0, watermark.value() - asked);
        long least = inVain > PATIENCE ? usual >> Math.min(inVain - PATIENCE, Integer.SIZE) : usual;
        return Math.max(asked, watermark.value() - Math.max(least, repeated >> Math.min(inVain, Integer.SIZE)));
    }

    private long lateness() {
        return Math.max(late, lateBefore);
    }

    /**
     * All that is needed to go on from here, for the segment that begins now.
     *
     * @param start   see {@link SegmentState}
     * @param request see {@link SegmentState}
     * @param address see {@link SegmentState}
     */
    public SegmentState state(long start, String request, String address) {
        return new SegmentState(watermark.seconds(), (int) lateness(), start, request, address);
    }

    /** A segment has begun: what was late before the last one is forgotten. */
    public void segmentBegun() {
        lateBefore = late;
        late = 0;
    }
}
