package org.estreamer.log.place;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.estreamer.pipeline.log.LogPosition;
import org.estreamer.pipeline.log.LogStart;

/**
 * The places of all plugins in all logs (replication slots, in the words of databases): what each has finished, and so what a log
 * must keep for it. A plugin has its places from the moment it is first named, whether it can run or not. They outlive the
 * process. Safe for any number of threads.
 *
 * <pre>
 *   log:   | oldest ...                                  end |
 *                 ^ away         ^ slow         ^ live
 *   nothing before the first place goes, unless its plugin may lose it
 * </pre>
 */
public final class Places {
    private final PlacesFile file;
    private final Duration away;
    private final LongSupplier nanoTime;
    private final Map<String, Holder> holders = new LinkedHashMap<>();
    private final Map<String, Long> lost = new LinkedHashMap<>();
    private final SavedEnds ends = new SavedEnds();
    private final long begun;
    private boolean changed;

    /**
     * Reads the places that are kept.
     *
     * @param path where they are kept
     * @param away after which time a plugin that does not read counts as away
     * @throws IOException if they cannot be read
     */
    public Places(Path path, Duration away, LongSupplier nanoTime) throws IOException {
        this.file = new PlacesFile(path);
        this.away = away;
        this.nanoTime = nanoTime;
        this.begun = nanoTime.getAsLong();
        PlacesFile.Kept kept = file.read(begun);
        for (Holder holder : kept.holders()) {
            holders.put(holder.plugin, holder);
        }
        ends.ends().putAll(kept.ends());
    }

    /**
     * Tells where the places are older than a log, and sees to it that no plugin misses anything then. Before anybody uses the logs.
     *
     * @param logs those that were there when the process began
     */
    public synchronized void compare(Collection<? extends PlacedLog> logs) {
        logs.forEach(ends::compare);
    }

    /** Notes how far the logs have come, for the next start. */
    public synchronized void note(Collection<? extends PlacedLog> logs) {
        changed |= ends.note(logs);
        if (nanoTime.getAsLong() - begun >= away.toNanos()) {
            ends.forgetStale();
        }
    }

    /**
     * Gives a plugin a place in every log, if it has none.
     *
     * @param logs those that are there
     */
    public void keep(String plugin, LogStart start, Collection<? extends PlacedLog> logs) {
        synchronized (this) {
            if (holders.containsKey(plugin)) {
                return;
            }
        }
        // a log that looks for a moment reads files and takes its lock, and whoever holds that may wait for us
        Map<PlacedLog, Long> moments = new LinkedHashMap<>();
        if (start.kind() == LogStart.Kind.AT) {
            logs.forEach(log -> moments.put(log, log.numberAt(start.instant())));
        }
        keep(plugin, start, logs, moments);
    }

    private synchronized void keep(
            String plugin, LogStart start, Collection<? extends PlacedLog> logs, Map<PlacedLog, Long> moments) {
        if (holders.containsKey(plugin)) {
            return;
        }
        Holder holder = new Holder(plugin, start, nanoTime.getAsLong());
        for (PlacedLog log : logs) {
            long number = switch (start.kind()) {
                case OLDEST -> log.oldest();
                case NOW -> ends.endOf(log);
                case AT -> moments.getOrDefault(log, log.oldest());
                case DEFAULT -> isBegun(log) ? ends.endOf(log) : log.oldest();
            };
            holder.places.put(log.server(), new Place(new LogPosition(log.id(), log.epoch(), number, 0), false, 0));
        }
        holders.put(plugin, holder);
        changed = true;
    }

    /** Whether a plugin has finished any record of a log. */
    private boolean isBegun(PlacedLog log) {
        return holders.values().stream()
                .filter(holder -> Holder.isPlugin(holder.plugin))
                .map(holder -> find(holder, log))
                .anyMatch(place -> place != null && place.begun());
    }

    /** The place of a plugin in a log; the number 0 where it has none yet. */
    public synchronized Place place(String plugin, PlacedLog log) {
        Place found = find(holders.get(plugin), log);
        return found == null ? new Place(new LogPosition(log.id(), log.epoch(), 0, 0), false, 0) : found;
    }

    /** By the log's id; else by its name, which may have belonged to another log. */
    private static Place find(Holder holder, PlacedLog log) {
        for (Place place : holder.places.values()) {
            if (place.position().log() == log.id()) {
                return place;
            }
        }
        return holder.places.get(log.server());
    }

    /** The name that a log had when a plugin last finished something of it, if it has another one now. */
    public synchronized Optional<String> nameBefore(String plugin, PlacedLog log) {
        return holders.get(plugin).places.entrySet().stream()
                .filter(place -> place.getValue().position().log() == log.id())
                .map(Map.Entry::getKey)
                .filter(name -> !name.equals(log.server()))
                .findFirst();
    }

    /** A log is gone: nobody has finished anything of it. */
    public synchronized void forgetLog(PlacedLog log) {
        ends.forget(log);
        for (Holder holder : holders.values()) {
            changed |= holder.places.values().removeIf(place -> place.position().log() == log.id());
        }
    }

    /** A plugin goes on somewhere else than it was. */
    public synchronized void move(String plugin, String server, Place place) {
        Map<String, Place> places = holders.get(plugin).places;
        if (!place.equals(places.get(server))) {
            // a session that was renamed has left its old name here
            places.values()
                    .removeIf(
                            other -> other.position().log() == place.position().log());
            places.put(server, place);
            changed = true;
        }
    }

    /** Where it has finished nothing but metadata since, the second is still that of the last event. */
    private static LogPosition withSecond(LogPosition position, Place before) {
        return position.second() > 0 || before == null
                ? position
                : new LogPosition(
                        position.log(),
                        position.epoch(),
                        position.number(),
                        before.position().second());
    }

    /** A plugin has finished records for good. */
    public synchronized void finished(String plugin, Map<String, LogPosition> positions) {
        Holder holder = holders.get(plugin);
        if (holder != null) {
            positions.forEach((server, position) ->
                    move(plugin, server, new Place(withSecond(position, holder.places.get(server)), true, 0)));
        }
    }

    /**
     * A plugin begins to read; it gets its places now if it has none.
     *
     * @param logs those that are there
     */
    public synchronized void arrived(String plugin, boolean mayLose, Collection<? extends PlacedLog> logs) {
        keep(plugin, LogStart.DEFAULT, logs, Map.of());
        Holder holder = holders.get(plugin);
        holder.readers++;
        holder.mayLose = mayLose;
    }

    /** A reader of a plugin was closed. */
    public synchronized void left(String plugin) {
        Holder holder = holders.get(plugin);
        if (holder != null) {
            holder.readers--;
            holder.hereAt = nanoTime.getAsLong();
        }
    }

    /** Lets go of what is kept for a plugin; false if it has no place, or reads. */
    public synchronized boolean forget(String plugin) {
        Holder holder = holders.get(plugin);
        if (holder == null || holder.readers > 0) {
            return false;
        }
        holders.remove(plugin);
        changed = true;
        return true;
    }

    /** What everybody needs of a log. */
    public synchronized List<Need> needs(PlacedLog log) {
        List<Need> needs = new ArrayList<>();
        for (Holder holder : holders.values()) {
            Place place = find(holder, log);
            boolean mine = place != null && place.position().log() == log.id();
            needs.add(new Need(
                    holder.plugin,
                    Math.min(
                            log.end(),
                            Math.max(log.oldest(), mine ? place.position().number() : 0)),
                    holder.readers > 0,
                    holder.readers > 0 ? holder.mayLose : isAway(holder),
                    lost.getOrDefault(key(holder.plugin, log.server()), 0L)));
        }
        return needs;
    }

    private boolean isAway(Holder holder) {
        return nanoTime.getAsLong() - holder.hereAt >= away.toNanos();
    }

    /** A plugin has lost records of a log. */
    public synchronized void lost(String plugin, String server, long records) {
        lost.merge(key(plugin, server), records, Long::sum);
    }

    private static String key(String plugin, String server) {
        return plugin + "\n" + server;
    }

    /**
     * The second that a server is to be asked from whose log is empty, so that every plugin gets what it lacks.
     *
     * @param start where the session's settings want it to begin, as in an event stream request
     * @param slack by how many seconds records may be older than the last one that a plugin has finished
     */
    public synchronized long oldestSecond(String server, long start, long slack) {
        LongSummaryStatistics seconds = new LongSummaryStatistics();
        boolean begun = false;
        boolean fresh = false;
        for (Holder holder : holders.values()) {
            Place place = holder.places.get(server);
            if (!Holder.isPlugin(holder.plugin)) {
                continue;
            }
            if (place != null && place.position().second() > 0) {
                begun = true;
                seconds.accept(Math.max(0, place.position().second() - slack));
            } else if (holder.start.kind() == LogStart.Kind.AT) {
                seconds.accept(holder.start.instant().getEpochSecond());
            } else if (holder.start.kind() == LogStart.Kind.OLDEST) {
                seconds.accept(0);
            } else {
                fresh |= holder.start.kind() == LogStart.Kind.DEFAULT;
            }
        }
        // one that has no say begins with the others, or as the session says
        boolean asSession = seconds.getCount() == 0 || (fresh && !begun);
        return asSession ? Math.min(start, seconds.getMin()) : seconds.getMin();
    }

    /**
     * Keeps what has changed.
     *
     * @throws IOException if that was not possible; it is tried again with the next call
     */
    public void save() throws IOException {
        synchronized (file) { // an older state must not come behind a newer one
            PlacesFile.Kept copy;
            synchronized (this) {
                if (!changed) {
                    return;
                }
                changed = false;
                copy = new PlacesFile.Kept(
                        holders.values().stream().map(Places::copy).toList(), Map.copyOf(ends.ends()));
            }
            boolean saved = false;
            try {
                file.write(copy);
                saved = true;
            } finally {
                if (!saved) {
                    noteChange();
                }
            }
        }
    }

    private synchronized void noteChange() {
        changed = true;
    }

    private static Holder copy(Holder holder) {
        Holder copy = new Holder(holder.plugin, holder.start, holder.hereAt);
        copy.places.putAll(holder.places);
        return copy;
    }
}
