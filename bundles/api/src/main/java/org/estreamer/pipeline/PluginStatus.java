package org.estreamer.pipeline;

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
 * @param delivery    what the plugin promises about records across a crash: {@code exactly once} or
 *                    {@code at least once}
 * @param delivered   records the plugin has taken
 * @param failed      records and idle calls at which it threw
 * @param dropped     records left out because its queue was full
 * @param queued      records waiting
 * @param skipped     records left out because the plugin had finished them on an earlier connection
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
        long dropped,
        long queued,
        long skipped) {

    /** Where a plugin stands. */
    public enum State {
        /** It gets records. */
        ACTIVE,
        /** It gets records later than half the time after which it would count as stuck; the reason says where it is. */
        SLOW,
        /** It has not come back from a record for longer than the configured time. */
        STUCK,
        /** It gets nothing for now, mostly because its destination takes nothing, as the reason says; it goes on by itself. */
        WAITING,
        /** It failed too often or stood still too long and gets no records until it is let back in. */
        QUARANTINED,
        /** It is leaving; its queue is being drained. */
        DRAINING,
        /** Its registration is not a plugin's; the reason says why. */
        REFUSED
    }
}
