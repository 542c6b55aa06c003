package org.estreamer.pipeline.log;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The places of a plugin in the logs. Guarded by its {@link MemoryEventLog}. */
final class MemorySlot {
    private final Map<String, LogPosition> finished = new HashMap<>();
    private final Map<String, String> namesBefore = new HashMap<>();
    private final Map<String, Long> begun = new HashMap<>();
    final LogStart start;
    long lost;

    MemorySlot(LogStart start) {
        this.start = start;
    }

    /** Where the plugin begins in a log that was there before it. */
    void begin(MemoryLog log) {
        begun.put(log.server, log.start(start));
    }

    Placement placement(MemoryLog log) {
        LogPosition position = finished.get(log.server);
        return position == null ? new Placement(begun.getOrDefault(log.server, 0L), true, "") : log.place(position);
    }

    /** The first number that is not finished. */
    long place(MemoryLog log) {
        return placement(log).number();
    }

    void finished(String server, LogPosition position) {
        finished.put(server, position);
        namesBefore.remove(server);
    }

    Optional<String> nameBefore(String server) {
        return Optional.ofNullable(namesBefore.get(server));
    }

    void renamed(String from, String to) {
        forget(to);
        if (begun.containsKey(from)) {
            begun.put(to, begun.get(from));
        }
        LogPosition position = finished.get(from);
        if (position != null) {
            finished.put(to, position);
            namesBefore.put(to, from);
        }
        forget(from);
    }

    void forget(String server) {
        finished.remove(server);
        begun.remove(server);
    }
}
