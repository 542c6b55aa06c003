package org.estreamer.pipeline.delivery;

import java.time.Instant;
import org.estreamer.pipeline.log.LogSpan;

/**
 * How far a replay is.
 *
 * @param plugin  the name of the plugin that gets records again
 * @param span    which records
 * @param state   where it stands
 * @param at      when the record given last had arrived; null if there was none yet
 * @param records how many records the plugin was given, after a crash some of them once more
 * @param lost    how many records of the span are not in the log any more, as far as it has been read
 * @param reason  why it waits or has ended; empty if there is nothing to say
 */
public record ReplayStatus(
        String plugin, LogSpan span, State state, Instant at, long records, long lost, String reason) {
    /** Where a replay stands. */
    public enum State {
        /** It gives records between live ones. */
        RUNNING,
        /** The plugin is not here, or the log cannot be read for now. It goes on by itself. */
        WAITING,
        /** The plugin has all of them. */
        DONE,
        /** An operator has ended it. */
        CANCELLED
    }
}
