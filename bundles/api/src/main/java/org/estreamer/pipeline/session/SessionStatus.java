package org.estreamer.pipeline.session;

import java.time.Instant;
import java.util.Map;

/**
 * How a session stands.
 *
 * @param name            the session's name
 * @param address         host and port
 * @param state           where it stands
 * @param since           when it came to that state
 * @param detail          the last error, or what the server is; empty if there is nothing to say
 * @param records         records received since the session started
 * @param bytes           bytes received since the session started
 * @param faults          records that were broken
 * @param unknown         records that no layout describes
 * @param repeated        records left out because the server repeated them
 * @param connects        connections made since the session started
 * @param archiveTimestamp the newest archival second seen, seconds since 1970; 0 for none yet
 * @param unknownKinds    how often each kind of what is not known here has come, such as {@code record type 6000},
 *                        {@code block type 999 in record type 71}, {@code message type 12}; and, for each connection at which
 *                        it was offered, {@code service 7000}
 */
public record SessionStatus(
        String name,
        String address,
        State state,
        Instant since,
        String detail,
        long records,
        long bytes,
        long faults,
        long unknown,
        long repeated,
        long connects,
        long archiveTimestamp,
        Map<String, Long> unknownKinds) {

    /** Where a session stands. */
    public enum State {
        /** Set up but told not to connect. */
        IDLE,
        /** Looking up, connecting, shaking hands. */
        CONNECTING,
        /** Receiving. */
        STREAMING,
        /** Waiting before the next attempt. */
        WAITING,
        /** Given up until the configuration or a file that it names changes. */
        FAILED,
        /** Stopped. */
        STOPPED
    }
}
