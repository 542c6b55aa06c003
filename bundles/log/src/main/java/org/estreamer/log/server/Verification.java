package org.estreamer.log.server;

import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import org.estreamer.log.segment.BatchHeader;
import org.estreamer.log.segment.SegmentInput;
import org.estreamer.pipeline.log.LogCheck;

/** Reads every batch of a log and checks it, beside whoever writes. */
final class Verification {
    private final ServerLog log;
    private final long end;
    private final List<String> problems = new ArrayList<>();
    private long batches;
    private long records;
    private long bytes;
    private long expected;

    private Verification(ServerLog log) {
        this.log = log;
        this.end = log.end();
        this.expected = log.oldest();
    }

    /** Looks at what a log has now. */
    static LogCheck of(ServerLog log) throws IOException {
        Verification verification = new Verification(log);
        List<Segment> segments = log.locked((held, time) -> held.all());
        for (Segment segment : segments) {
            verification.check(segment);
        }
        verification.expect(verification.end, "the log of server " + log.server());
        return new LogCheck(
                segments.size(), verification.batches, verification.records, verification.bytes, verification.problems);
    }

    private void check(Segment segment) throws IOException {
        long limit = log.locked((held, time) -> Math.min(end, segment.next));
        try (SegmentInput in = new SegmentInput(segment.path)) {
            for (BatchHeader header = in.next(); header != null && header.first() < limit; header = in.next()) {
                if (in.messages() != null) {
                    count(segment, header);
                }
            }
            // behind the last record stands what is being written now
            if (in.firstBad() >= 0 && (expected < limit || in.firstBad() < in.batchAt())) {
                problems.add(segment.path + ": bytes are damaged, the first of them at byte " + in.firstBad());
            }
        } catch (NoSuchFileException e) {
            missing(segment, "it is not there");
        } catch (StreamCorruptedException e) {
            missing(segment, e.getMessage());
        }
        expect(limit, segment.path.toString());
    }

    private void missing(Segment segment, String why) {
        if (log.oldest() > segment.first()) {
            expected = Math.max(expected, log.oldest()); // it has been let go of meanwhile
        } else {
            problems.add(segment.path + ": " + why);
        }
    }

    private void count(Segment segment, BatchHeader header) {
        expect(header.first(), segment.path.toString());
        expected = header.next();
        batches++;
        records += header.count();
        bytes += BatchHeader.BYTES + header.length();
    }

    private void expect(long number, String where) {
        if (number > expected) {
            problems.add(where + ": records " + expected + " to " + (number - 1) + " are missing");
            expected = number;
        }
    }
}
