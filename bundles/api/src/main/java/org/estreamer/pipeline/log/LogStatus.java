package org.estreamer.pipeline.log;

import java.time.Instant;
import java.util.List;

/**
 * How the log of a session stands.
 *
 * @param server         the name of the session
 * @param oldest         the number of the oldest record
 * @param next           the number that the next record gets
 * @param oldestArrival  when the oldest record arrived; null in an empty log
 * @param newestArrival  when the newest record arrived; null in an empty log
 * @param bytes          what it takes on the disk
 * @param maxBytes       what it may take for plugins that need it
 * @param watermark      the archival second that the server has come to; 0 for none
 * @param heldBack       why it takes nothing at the moment; empty if it does
 * @param warning        what an operator should look at, such as a log that nobody reads; empty if there is nothing
 * @param readers        who has a place in it, by name
 */
public record LogStatus(
        String server,
        long oldest,
        long next,
        Instant oldestArrival,
        Instant newestArrival,
        long bytes,
        long maxBytes,
        long watermark,
        String heldBack,
        String warning,
        List<Reader> readers) {

    /** Keeps the list unchangeable. */
    public LogStatus {
        readers = List.copyOf(readers);
    }

    /**
     * A plugin's place.
     *
     * @param plugin  its name
     * @param here    whether it reads at the moment
     * @param number  the first record that it has not finished
     * @param records how many records it is behind
     * @param bytes   how many bytes that is, about
     * @param seconds how long ago the first of them arrived; 0 if it has finished everything
     * @param lost    how many records it has lost since this process began
     */
    public record Reader(String plugin, boolean here, long number, long records, long bytes, long seconds, long lost) {}
}
