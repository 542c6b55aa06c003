package org.estreamer.pipeline.delivery;

/**
 * A line of the plugin list.
 *
 * @param name        the component's name, or the bundle's symbolic name
 * @param version     what the plugin says of itself
 * @param author      what the plugin says of itself
 * @param description what the plugin says of itself
 * @param bundle      the bundle's symbolic name and id
 * @param state       where it stands
 * @param reason      why it is refused, slow, stuck or waiting, or its last failure; empty if there is nothing to say
 * @param delivery    what the plugin promises about records across a crash: {@link #EXACTLY_ONCE} or
 *                    {@link #AT_LEAST_ONCE}
 * @param delivered   records the plugin has taken
 * @param failed      records and idle calls at which it threw
 * @param lost        records that the log could not keep for it, or that were damaged there, and dead letters that had to make room
 * @param behind      records in the logs that it has not finished
 * @param behindSeconds how long ago the oldest of them arrived; 0 if it has finished everything
 * @param deadLetters records that it has failed on and that are kept for it ({@link Dispatcher#deadLetters})
 */
public record PluginStatus(
        String name,
        String version,
        String author,
        String description,
        String bundle,
        State state,
        String reason,
        String delivery,
        long delivered,
        long failed,
        long lost,
        long behind,
        long behindSeconds,
        long deadLetters) {

    /** The {@link #delivery} of a plugin that keeps its positions together with its output. */
    public static final String EXACTLY_ONCE = "exactly once";

    /** The {@link #delivery} of every other plugin. */
    public static final String AT_LEAST_ONCE = "at least once";

    /** Where a plugin stands. */
    public enum State {
        /** It gets records. */
        ACTIVE,
        /** It gets records, but is busy with one for longer than half the time after which it counts as stuck. */
        SLOW,
        /** It has not come back from a record for longer than the configured time. */
        STUCK,
        /** It gets nothing for now, mostly because its destination takes nothing, as the reason says; it goes on by itself. */
        WAITING,
        /** It failed too often or stood still too long and gets no records until it is let back in. */
        QUARANTINED,
        /** It is leaving, and finishes what it has in hand. */
        DRAINING,
        /** Its registration is not a plugin's; the reason says why. */
        REFUSED
    }
}
