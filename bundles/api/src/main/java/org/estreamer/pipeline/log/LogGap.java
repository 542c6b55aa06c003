package org.estreamer.pipeline.log;

import java.time.Instant;

/**
 * Records that a reader does not get.
 *
 * @param first  the number of the first one
 * @param next   the number behind the last one
 * @param from   when the first of them arrived, or about then
 * @param to     when the last of them arrived, or about then
 * @param reason why they are gone
 */
public record LogGap(long first, long next, Instant from, Instant to, Reason reason) {
    /** Why records are gone. */
    public enum Reason {
        /** The log had no room to keep them for a plugin that was away or that may lose records. */
        RETENTION,
        /** The bytes on the disk are damaged. */
        DAMAGE
    }

    /**
     * How many records there are.
     *
     * @return 1 or more
     */
    public long count() {
        return next - first;
    }
}
