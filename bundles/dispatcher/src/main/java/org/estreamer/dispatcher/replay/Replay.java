package org.estreamer.dispatcher.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.estreamer.pipeline.delivery.ReplayStatus;
import org.estreamer.pipeline.delivery.ReplayStatus.State;
import org.estreamer.pipeline.log.EventLog;
import org.estreamer.pipeline.log.LogBatch;
import org.estreamer.pipeline.log.LogGap;
import org.estreamer.pipeline.log.LogHistory;
import org.estreamer.pipeline.log.LogSpan;
import org.estreamer.pipeline.log.LogStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One replay. Its records are for one thread at a time, the plugin's; how it stands is for all.
 *
 * <pre>
 *   begin() --&gt; next() --finished()--&gt; next() ... null --&gt; kept(): over
 *      ^                     |
 *      +-- taken back: ------+--&gt; kept(): all that was finished is persisted, and noted now and then
 * </pre>
 */
public final class Replay {
    private static final Logger LOG = LoggerFactory.getLogger(Replay.class);
    /** After a crash, so much may be given once more. Each note makes the disk work. */
    private static final Duration NOTE_EVERY = Duration.ofSeconds(5);

    /** Of a log that is not there. */
    private static final LogHistory NOTHING = new LogHistory() {
        @Override
        public LogBatch next() {
            return null;
        }

        @Override
        public void close() {
            // nothing was opened
        }
    };

    private final String plugin;
    private final LogSpan span;
    private final EventLog log;
    private final Path file;
    private final LongSupplier nanoTime;
    private volatile State state = State.WAITING;
    private volatile String reason = "the plugin is not here";
    private volatile Instant at;
    /** What the plugin has been given; of the plugin's thread, read by all. */
    private volatile ReplayPlace given;
    /** What it has persisted. */
    private volatile ReplayPlace persisted;

    private ReplayPlace noted;
    private long notedAt;
    private LogHistory history;
    private LogBatch batch;
    private boolean exhausted;

    Replay(ReplayNote note, EventLog log, Path file, LongSupplier nanoTime) {
        this.plugin = note.plugin();
        this.span = note.span();
        this.log = log;
        this.file = file;
        this.nanoTime = nanoTime;
        given = note.place();
        persisted = given;
        noted = given;
        notedAt = nanoTime.getAsLong();
    }

    /** Which records. */
    public LogSpan span() {
        return span;
    }

    /** Whether there is anything to be done for it. From any thread. */
    public boolean isOn() {
        return state == State.RUNNING || state == State.WAITING;
    }

    /** A plugin is here that has persisted what is noted, and nothing more. */
    public void begin() {
        close();
        given = persisted;
        exhausted = false;
    }

    /**
     * The next records, some of which may not be in the span.
     *
     * @return null if there are no more, or it is over
     * @throws IOException if the log cannot be read for now
     */
    public LogBatch next() throws IOException {
        if (batch != null) {
            finished(batch.records().size(), 0);
        }
        while (!exhausted && isOn()) {
            if (history == null) {
                open();
                continue;
            }
            batch = history.next();
            if (batch != null) {
                note(batch);
                return batch;
            }
            close();
            given = new ReplayPlace(after(given.server()), Optional.empty(), given.records(), given.lost());
            exhausted = given.server().isEmpty();
        }
        return null;
    }

    private void note(LogBatch next) {
        become(State.RUNNING, "");
        at = next.arrival();
        LogGap gap = next.gap();
        if (gap != null) {
            given = new ReplayPlace(given.server(), given.position(), given.records(), given.lost() + gap.count());
            LOG.warn(
                    "The replay for plugin {} lacks {} records of server {} from {} to {}: {}",
                    plugin,
                    gap.count(),
                    next.server(),
                    gap.from(),
                    gap.to(),
                    gap.reason() == LogGap.Reason.DAMAGE
                            ? "they are damaged on the disk"
                            : "the log has let go of them");
        }
    }

    /** The server whose log comes next; empty for none. */
    private String after(String server) {
        List<String> servers =
                log.status().stream().map(LogStatus::server).sorted().toList();
        return servers.stream()
                .filter(name -> name.compareTo(server) > 0)
                .findFirst()
                .orElse("");
    }

    private void open() throws IOException {
        String server = given.server().isEmpty() ? after("") : given.server();
        exhausted = server.isEmpty();
        if (!exhausted) {
            history = log.history(server, span, given.position());
            if (history == null) {
                LOG.warn(
                        "The replay for plugin {} leaves out what is left of server {}: its log is not there any more",
                        plugin,
                        server);
                given = new ReplayPlace(server, Optional.empty(), given.records(), given.lost());
                history = NOTHING;
            } else {
                given = new ReplayPlace(server, given.position(), given.records(), given.lost());
            }
        }
    }

    /**
     * The plugin has finished records of the batch given last.
     *
     * @param count  how many of its first records
     * @param gave   how many more of them it was given, as they are in the span and it wants them
     */
    public void finished(int count, int gave) {
        given = new ReplayPlace(given.server(), Optional.of(batch.after(count)), given.records() + gave, given.lost());
        if (count == batch.records().size()) {
            batch = null;
        }
    }

    /** All that was finished is persisted. */
    public void kept() {
        persisted = given;
        if (exhausted) {
            end(State.DONE, "");
        } else if (nanoTime.getAsLong() - notedAt >= NOTE_EVERY.toNanos()) {
            save();
        }
    }

    /** The plugin leaves for now. */
    public void leave() {
        close();
        save();
        become(State.WAITING, "the plugin is not here");
    }

    /** The log cannot be read for now. */
    public void trouble(String why) {
        become(State.WAITING, why);
    }

    /** Ends it for good. From any thread. */
    boolean cancel() throws IOException {
        synchronized (this) {
            if (!isOn()) {
                return false;
            }
            state = State.CANCELLED;
            reason = "";
            Files.deleteIfExists(file);
        }
        LOG.info("The replay for plugin {} is cancelled: {}", plugin, sum());
        return true;
    }

    private void end(State how, String why) {
        synchronized (this) {
            if (!isOn()) {
                return;
            }
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                LOG.error(
                        "The replay for plugin {} is over, but would begin again at a restart: {} cannot be deleted: {}",
                        plugin,
                        file,
                        e.toString());
            }
            // last: whoever sees that it is over may rely on that
            state = how;
            reason = why;
        }
        LOG.info("The replay for plugin {} is over: {}", plugin, sum());
    }

    private String sum() {
        return given.records() + " records given" + (given.lost() > 0 ? ", " + given.lost() + " lacking" : "");
    }

    /** How far it is, for an operator. */
    String progress() {
        Instant come = at;
        return "gets records again: " + sum() + (come == null ? "" : ", come to what arrived at " + come);
    }

    private synchronized void become(State to, String why) {
        if (isOn()) {
            state = to;
            reason = why;
        }
    }

    /** Notes how far it is; whoever has ended it has deleted the note. */
    synchronized void save() {
        notedAt = nanoTime.getAsLong();
        if (!isOn() || persisted.equals(noted)) {
            return;
        }
        try {
            new ReplayNote(plugin, span, persisted).write(file);
            noted = persisted;
        } catch (IOException e) {
            LOG.warn(
                    "How far the replay for plugin {} is cannot be noted, so that more of it would come again after a restart: {}",
                    plugin,
                    e.toString());
        }
    }

    private void close() {
        if (history != null) {
            history.close();
        }
        history = null;
        batch = null;
    }

    ReplayStatus status() {
        ReplayPlace now = given;
        return new ReplayStatus(plugin, span, state, at, now.records(), now.lost(), reason);
    }
}
