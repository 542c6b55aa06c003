package org.estreamer.dispatcher.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.estreamer.files.FolderName;
import org.estreamer.pipeline.delivery.ReplayStatus;
import org.estreamer.pipeline.log.EventLog;
import org.estreamer.pipeline.log.LogSpan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The replays of all plugins, one for each at most. Safe for any number of threads. */
public final class Replays {
    private static final Logger LOG = LoggerFactory.getLogger(Replays.class);
    private static final String ENDING = ".replay";

    private final Path folder;
    private final EventLog log;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    /** Under way, or ended last. */
    private final Map<String, Replay> replays = new ConcurrentSkipListMap<>();

    /**
     * Makes one without a replay; nothing is read or written yet.
     *
     * @param folder   where replays are noted
     * @param log      what is read once more
     * @param clock    the time of day
     * @param nanoTime the time that passes, in nanoseconds
     */
    public Replays(Path folder, EventLog log, InstantSource clock, LongSupplier nanoTime) {
        this.folder = folder;
        this.log = log;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /** Goes on with the replays that are noted; with each as soon as its plugin is here. */
    public void load() {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(ENDING)).forEach(this::load);
        } catch (IOException e) {
            LOG.error("Replays do not go on: {} cannot be read: {}", folder, e.toString());
        }
    }

    private void load(Path file) {
        try {
            ReplayNote note = ReplayNote.read(file);
            replays.put(note.plugin(), new Replay(note, log, file, nanoTime));
            LOG.info(
                    "The replay for plugin {} goes on after a restart, behind the {} records that it has persisted",
                    note.plugin(),
                    note.place().records());
        } catch (IOException e) {
            LOG.error("A replay does not go on, begin it anew: {}; delete that file", e.getMessage());
        }
    }

    /**
     * The replay of a plugin.
     *
     * @return the one under way, or the one that ended last; null for none
     */
    public Replay of(String plugin) {
        return replays.get(plugin);
    }

    /** How far the replay of a plugin is, for an operator; empty if none is under way. */
    public String progress(String plugin) {
        Replay replay = replays.get(plugin);
        return replay == null || !replay.isOn() ? "" : replay.progress();
    }

    /**
     * Begins one.
     *
     * @throws IllegalArgumentException if there is one already
     * @throws IOException              if it cannot be noted
     */
    public synchronized void start(String plugin, LogSpan span) throws IOException {
        Replay before = replays.get(plugin);
        if (before != null && before.isOn()) {
            throw new IllegalArgumentException(
                    "plugin " + plugin + " has a replay already; wait for its end, or cancel it first");
        }
        Instant now = clock.instant();
        Instant arrivedBefore = span.before().isBefore(now) ? span.before() : now;
        LogSpan past = new LogSpan(span.from(), span.to(), span.archived(), arrivedBefore);
        ReplayNote note = new ReplayNote(plugin, past, ReplayPlace.BEGINNING);
        Path file = folder.resolve(FolderName.encode(plugin) + ENDING);
        note.write(file);
        replays.put(plugin, new Replay(note, log, file, nanoTime));
        LOG.info("Plugin {} gets records again: {}", plugin, past);
    }

    /**
     * Ends one.
     *
     * @return false if there is none
     * @throws IOException if its note cannot be deleted
     */
    public boolean cancel(String plugin) throws IOException {
        Replay replay = replays.get(plugin);
        return replay != null && replay.cancel();
    }

    /** How all of them stand. */
    public List<ReplayStatus> statuses() {
        return replays.values().stream().map(Replay::status).toList();
    }
}
