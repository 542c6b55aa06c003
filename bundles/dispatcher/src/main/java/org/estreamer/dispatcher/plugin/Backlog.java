package org.estreamer.dispatcher.plugin;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.estreamer.pipeline.log.LogStatus;

/**
 * What a plugin has not finished of all logs together.
 *
 * @param records how many records
 * @param seconds how long ago the oldest of them arrived; 0 if there is none
 */
record Backlog(long records, long seconds) {
    static final Backlog NONE = new Backlog(0, 0);

    /** By the names of the plugins. */
    static Map<String, Backlog> of(List<LogStatus> logs) {
        Map<String, Backlog> backlogs = new HashMap<>();
        for (LogStatus log : logs) {
            for (LogStatus.Reader reader : log.readers()) {
                backlogs.merge(reader.plugin(), new Backlog(reader.records(), reader.seconds()), Backlog::plus);
            }
        }
        return backlogs;
    }

    private Backlog plus(Backlog other) {
        return new Backlog(records + other.records, Math.max(seconds, other.seconds));
    }
}
