package org.estreamer.shell.decode;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.estreamer.pipeline.log.LogFiles;
import org.estreamer.pipeline.log.LogSpan;
import org.estreamer.pipeline.log.LogTime;
import org.estreamer.record.Record;
import org.estreamer.record.RecordGroup;
import org.estreamer.shell.command.UsageFault;
import org.estreamer.shell.live.ReplayCommand;

/**
 * Which records an operator wants to see.
 *
 * @param span    from when to when; all for a stream, which has no times of arrival
 * @param server  whose log; empty for every one
 * @param records groups and record types; empty for all
 */
record LogSelection(LogSpan span, String server, Set<String> records) {
    /** The options it is read from. */
    static final List<String> OPTIONS = List.of("from=", "to=", "archived", "server=", "records=");

    private static final String TYPE = "\\d{1,5}";

    static LogSelection of(Map<String, String> values, Instant now) throws UsageFault {
        Instant from = moment("from", values, now, Instant.MIN);
        Instant to = moment("to", values, now, Instant.MAX);
        ReplayCommand.requireOrder(values, from, to);
        return new LogSelection(
                new LogSpan(from, to, values.containsKey("archived"), Instant.MAX),
                values.getOrDefault("server", ""),
                groups(values.getOrDefault("records", "")));
    }

    private static Instant moment(String option, Map<String, String> values, Instant now, Instant otherwise)
            throws UsageFault {
        try {
            return values.containsKey(option) ? LogTime.parse(values.get(option), now) : otherwise;
        } catch (IllegalArgumentException e) {
            throw new UsageFault("--" + option + " " + e.getMessage());
        }
    }

    private static Set<String> groups(String list) throws UsageFault {
        Set<String> known =
                Arrays.stream(RecordGroup.values()).map(RecordGroup::id).collect(Collectors.toCollection(TreeSet::new));
        Set<String> groups = Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toSet());
        for (String group : groups) {
            if (!known.contains(group) && !group.matches(TYPE)) {
                throw new UsageFault("--records knows no " + group + ", only record types and the groups "
                        + String.join(", ", known));
            }
        }
        return groups;
    }

    /** Whether something was said that only a log can tell. */
    private boolean needsLog() {
        return !span.equals(LogSpan.ALL) || !server.isEmpty();
    }

    /** Refuses what only a log can tell for what is none. */
    void requireStream(String name) throws UsageFault {
        if (needsLog()) {
            throw new UsageFault(
                    name + " is no log: --from, --to, --archived and --server are for logs, as in data/log");
        }
    }

    boolean wants(LogFiles.Found log) {
        return server.isEmpty() || server.equals(log.server());
    }

    /** Whether a record is wanted that has arrived in time. */
    boolean wants(Record record) {
        return span.covers(record)
                && (records.isEmpty()
                        || records.contains(String.valueOf(record.type()))
                        || records.contains(record.group().id()));
    }
}
