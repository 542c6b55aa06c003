package org.estreamer.log.server;

import java.nio.file.Path;
import java.time.Instant;
import org.estreamer.log.resume.LoggedSegment;
import org.estreamer.log.segment.BatchHeader;
import org.estreamer.log.segment.SegmentHeader;

/** A segment of a log, with what is known of it without reading it. Guarded by its log. */
final class Segment {
    final Path path;
    final SegmentHeader header;
    /** The number behind its last record. */
    long next;

    long bytes;
    long newestArrival;
    /** The oldest and newest archival second; 0 for none, and anything where nobody has said so. */
    long oldestSecond;

    long newestSecond;

    /** Whether what has to outlive it is kept. Guarded by who prepares segments for going. */
    boolean prepared;

    Segment(Path path, SegmentHeader header, long bytes) {
        this.path = path;
        this.header = header;
        this.bytes = bytes;
        this.next = header.first();
        this.newestArrival = header.arrival();
    }

    long first() {
        return header.first();
    }

    boolean isEmpty() {
        return next == first();
    }

    /** A batch was appended, or found. */
    void add(BatchHeader batch, long end) {
        next = batch.next();
        bytes = end;
        newestArrival = batch.arrival();
        if (batch.newest() > 0) {
            oldestSecond = oldestSecond == 0 ? batch.oldest() : Math.min(oldestSecond, batch.oldest());
            newestSecond = Math.max(newestSecond, batch.newest());
        }
    }

    /** The segment behind it says what is in it. */
    void sealedBy(SegmentHeader following) {
        next = following.first();
        newestArrival = following.arrival();
        boolean known = following.speaksOf(header);
        oldestSecond = known ? following.oldestBefore() : 0;
        newestSecond = known ? following.newestBefore() : LoggedSegment.ANY;
    }

    /**
     * How it stands now, for who looks at it later.
     *
     * @param end the number behind the last record that counts
     */
    LoggedSegment asOf(long end) {
        return new LoggedSegment(path, Math.min(end, next), oldestSecond, newestSecond);
    }

    /** When a record arrived, as near as can be told without reading. */
    Instant arrivalOf(long number) {
        double share = isEmpty() ? 0 : (double) (number - first()) / (next - first());
        return Instant.ofEpochMilli(header.arrival() + (long) (share * (newestArrival - header.arrival())));
    }
}
