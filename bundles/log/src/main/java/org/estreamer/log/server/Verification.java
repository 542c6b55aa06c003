package org.estreamer.log.server;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.estreamer.log.segment.BatchHeader;
import org.estreamer.log.segment.SegmentInput;
import org.estreamer.pipeline.LogCheck;

/** Reads every batch of a log and checks it, beside whoever writes. */
final class Verification {
    private final List<String> problems = new ArrayList<>();
    private long batches;
    private long records;
    private long bytes;
    private long expected = -1;

    private Verification() {}

    /**
     * Looks at segments.
     *
     * @param end the number behind the last record that counts
     */
    static LogCheck of(List<Segment> segments, long end) throws IOException {
        Verification verification = new Verification();
        for (Segment segment : segments) {
            verification.check(segment, end);
        }
        return new LogCheck(
                segments.size(), verification.batches, verification.records, verification.bytes, verification.problems);
    }

    private void check(Segment segment, long end) throws IOException {
        try (SegmentInput in = new SegmentInput(segment.path)) {
            for (BatchHeader header = in.next(); header != null && header.first() < end; header = in.next()) {
                if (in.messages() != null) {
                    count(segment, header);
                }
            }
            if (in.badBytes() > 0 && expected < end) {
                problems.add(segment.path + ": " + in.badBytes() + " bytes are damaged, the first of them at byte "
                        + in.firstBad());
            }
        } catch (FileNotFoundException e) {
            expected = -1; // it has been let go of meanwhile
        }
    }

    private void count(Segment segment, BatchHeader header) {
        if (expected >= 0 && header.first() > expected) {
            problems.add(segment.path + ": records " + expected + " to " + (header.first() - 1) + " are missing");
        }
        expected = header.next();
        batches++;
        records += header.count();
        bytes += BatchHeader.BYTES + header.length();
    }
}
