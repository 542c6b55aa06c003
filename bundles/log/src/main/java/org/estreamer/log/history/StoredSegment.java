package org.estreamer.log.history;

import java.nio.file.Path;
import org.estreamer.log.segment.SegmentHeader;

/**
 * A segment as the beginnings of the files tell of it: its own, and that of the one behind it.
 *
 * @param path      its file
 * @param header    what stands at its beginning
 * @param following what stands at the beginning of the one behind it; null for the newest
 */
record StoredSegment(Path path, SegmentHeader header, SegmentHeader following) {
    /** The first number that is not in it, nor in one before. */
    long limit() {
        return following == null ? Long.MAX_VALUE : following.first();
    }

    /** Before which moment all of it had arrived, in milliseconds since 1970. */
    long newestArrival() {
        return following == null ? Long.MAX_VALUE : following.arrival();
    }

    /** The newest archival second in it; the largest number where nobody has said so yet. */
    long newestSecond() {
        return isSealed() ? following.newestBefore() : Long.MAX_VALUE;
    }

    /** The oldest archival second in it; 1 where nobody has said so yet. */
    long oldestSecond() {
        return isSealed() ? following.oldestBefore() : 1;
    }

    private boolean isSealed() {
        return following != null && following.speaksOf(header);
    }
}
