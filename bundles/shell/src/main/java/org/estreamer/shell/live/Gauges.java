package org.estreamer.shell.live;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.estreamer.pipeline.delivery.PluginStatus;
import org.estreamer.pipeline.log.LogStatus;
import org.estreamer.pipeline.session.SessionStatus;
import org.estreamer.record.RecordGroup;
import org.estreamer.shell.command.Time;

/** Looks at all counts from time to time and finds how fast they grow. For one thread. */
public final class Gauges {
    private static final double NANOS = 1e9;
    private static final Duration SHORT_LOOK = Duration.ofMillis(250);

    private final Services services;
    private final Time time;
    private final RecordCounts counts;
    private final long start;
    private Map<String, Long> before = Map.of();
    private Map<String, Long> current = new HashMap<>();
    private double seconds;
    private long lookedAt;

    /**
     * Makes the gauges.
     *
     * @param counts what counts records by group; null where nothing does
     */
    public Gauges(Services services, Time time, RecordCounts counts) {
        this.services = services;
        this.time = time;
        this.counts = counts;
        this.start = time.nanos();
        this.lookedAt = start;
    }

    /** Looks twice within a quarter of a second, for somebody who looks only once. */
    public static Snapshot look(Services services, Time time) throws InterruptedException {
        Gauges gauges = new Gauges(services, time, null);
        gauges.take();
        time.pause(SHORT_LOOK);
        return gauges.take();
    }

    /** Looks at everything; the rates are those since the look before. */
    public Snapshot take() {
        seconds = (time.nanos() - lookedAt) / NANOS;
        lookedAt = time.nanos();
        before = current;
        current = new HashMap<>();
        return new Snapshot(
                time.now(),
                time.since(start),
                sessions(),
                plugins(),
                services.troubledFiles(),
                logs(),
                services.faults(),
                services.unreadFiles(),
                groups());
    }

    private List<Rated<SessionStatus>> sessions() {
        return services.sessionStatuses().stream()
                .map(session -> rated(session, "session " + session.name(), session.records()))
                .toList();
    }

    private List<Rated<PluginStatus>> plugins() {
        return services.plugins().stream()
                .map(plugin -> rated(plugin, "plugin " + plugin.name() + ' ' + plugin.bundle(), plugin.delivered()))
                .toList();
    }

    private List<Rated<LogStatus>> logs() {
        return services.logs().stream()
                .map(log -> rated(log, "log " + log.server(), log.next()))
                .toList();
    }

    private List<Rated<RecordGroup>> groups() {
        return Stream.of(counts == null ? new RecordGroup[0] : RecordGroup.values())
                .map(group -> rated(group, "group " + group.id(), counts.of(group)))
                .toList();
    }

    private <T> Rated<T> rated(T subject, String key, long count) {
        current.put(key, count);
        Long last = before.get(key);
        // a count that went back belongs to something that started anew
        boolean comparable = last != null && last <= count && seconds > 0;
        return new Rated<>(subject, count, comparable ? (count - last) / seconds : 0);
    }
}
