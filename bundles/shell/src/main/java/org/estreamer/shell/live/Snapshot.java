package org.estreamer.shell.live;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.estreamer.pipeline.delivery.PluginFile;
import org.estreamer.pipeline.delivery.PluginStatus;
import org.estreamer.pipeline.log.LogStatus;
import org.estreamer.pipeline.session.SessionStatus;
import org.estreamer.record.RecordGroup;

/**
 * Everything that is shown of one moment.
 *
 * @param now      when it was
 * @param up       how long it has been watched
 * @param sessions the sessions by name, with their records
 * @param plugins  the plugins in the order they came, with the records they took
 * @param files    the jars in a plugin folder that have no effect
 * @param logs     the logs by their server's name, with the number that the next record gets
 * @param faults   what is wrong with the settings of the log and of the dispatcher
 * @param unread   the configuration files that cannot be read, each with what is wrong
 * @param groups   the records of each group; empty where nobody counts them
 */
public record Snapshot(
        Instant now,
        Duration up,
        List<Rated<SessionStatus>> sessions,
        List<Rated<PluginStatus>> plugins,
        List<PluginFile> files,
        List<Rated<LogStatus>> logs,
        List<String> faults,
        Map<String, String> unread,
        List<Rated<RecordGroup>> groups) {

    /** The records that were counted by group. */
    public long records() {
        return groups.stream().mapToLong(Rated::count).sum();
    }

    /** The records a second, counted by group. */
    public double perSecond() {
        return groups.stream().mapToDouble(Rated::perSecond).sum();
    }
}
