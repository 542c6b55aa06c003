package org.estreamer.metadata;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.estreamer.metadata.names.NameTable;
import org.estreamer.metadata.names.ServerNames;
import org.estreamer.pipeline.log.EventLog;
import org.estreamer.pipeline.log.LogBatch;
import org.estreamer.pipeline.log.LogPosition;
import org.estreamer.pipeline.log.LogReader;
import org.estreamer.pipeline.log.LogStart;
import org.estreamer.pipeline.log.Placement;
import org.estreamer.pipeline.log.RewoundException;
import org.estreamer.pipeline.message.MessageCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all logs for their metadata, and keeps those in files. One thread {@link #run runs} it.
 *
 * <p>The order makes sure that nothing is left out, whenever the process ends: what a file covers is durable in the log
 * before it is written, and the log is let go of afterwards. Where a log is not as its file says, the metadata of that
 * server are forgotten and read from the oldest record there is.
 */
final class LogFollower implements Runnable {
    /** A name of our own: a dot before it tells the log that it is no plugin. */
    static final String NAME = ".metadata";

    /** Not longer: a log that is full, or on a full disk, holds its server back until we have finished its oldest records. */
    static final Duration BETWEEN_SAVES = Duration.ofSeconds(5);

    static final int CHANGES_BETWEEN_SAVES = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(LogFollower.class);
    private static final LogStart OLDEST = new LogStart(LogStart.Kind.OLDEST, null);
    private static final Duration TURN = Duration.ofSeconds(1);
    private static final Duration HEAP_PAUSE = Duration.ofSeconds(5);
    private static final long DURABLE_SECONDS = 2;

    /** A server with where it is kept. */
    private static final class Kept {
        private final MetadataFile file;
        private ServerMetadata metadata;
        private LogPosition saved;
        private long tried;

        Kept(MetadataFile file) {
            this.file = file;
        }
    }

    private final EventLog log;
    private final MessageCodec codec;
    private final Path folder;
    private final LongSupplier nanoTime;
    private final MetadataKeys keys = MetadataKeys.standard();
    private final Map<String, Kept> servers = new HashMap<>();
    private final Map<String, ServerMetadata> known = new ConcurrentHashMap<>();
    private final NameTable table;
    private final Map<String, ServerNames> names = new ConcurrentHashMap<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private String lastFault = "";
    private volatile LogReader reader;

    /**
     * Prepares it.
     *
     * @param folder   where the files are
     * @param table    which field has which names
     * @param nanoTime a clock that never goes back
     */
    LogFollower(EventLog log, MessageCodec codec, Path folder, NameTable table, LongSupplier nanoTime) {
        this.table = table;
        this.log = log;
        this.codec = codec;
        this.folder = folder;
        this.nanoTime = nanoTime;
    }

    /** What is known of a server; null if nothing is yet. For any thread. */
    ServerMetadata of(String server) {
        return known.get(server);
    }

    /** The names of a server's ids; whether anything is known of it or not. For any thread. */
    ServerNames names(String server) {
        return names.computeIfAbsent(server, name -> new ServerNames(name, table, nanoTime));
    }

    /** Ends {@link #run} soon. For any thread. */
    void stop() {
        stopped.countDown();
        LogReader current = reader;
        if (current != null) {
            current.wakeup();
        }
    }

    /** Reads until it is stopped or interrupted, whatever happens to the log. */
    @Override
    public void run() {
        try {
            log.keep(NAME, OLDEST);
            Duration pause = Duration.ZERO;
            while (!stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pause = readOnce();
            }
        } catch (InterruptedException e) {
            LOG.debug("Stopped while it waited", e);
        }
    }

    /**
     * Reads until something is in the way.
     *
     * @return how long to wait before the next attempt
     */
    private Duration readOnce() throws InterruptedException {
        try (LogReader current = log.read(NAME, false)) {
            reader = current;
            if (follow(current)) {
                return Duration.ZERO;
            }
        } catch (RewoundException e) {
            LOG.info("{}: going back to the metadata that were kept", e.getMessage());
            forgetAll();
            return Duration.ZERO;
        } catch (IOException e) {
            tell("The logs cannot be read for metadata: " + e.getMessage() + ". Trying again", e);
            return TURN;
        } catch (RuntimeException e) {
            tell("Unexpected failure while metadata were read: " + e + ". Trying again", e);
            forgetAll();
            return TURN;
        } catch (OutOfMemoryError e) {
            // a plugin may use up the heap, and be removed for it; what was half done must not count
            forgetAll();
            return HEAP_PAUSE;
        }
        beginAtOldest();
        return TURN;
    }

    /** What was read is worth no more than what is in the files. */
    private void forgetAll() {
        servers.clear();
        known.clear();
        names.values().forEach(server -> server.use(null, 0));
    }

    /** The place that is kept here is given back for a new one; servers that are as they should be have their own. */
    private void beginAtOldest() {
        if (log.forget(NAME)) {
            log.keep(NAME, OLDEST);
        }
    }

    private boolean isRunning() {
        return stopped.getCount() > 0;
    }

    /**
     * Reads on.
     *
     * @return false if a log is to be read from its oldest record
     */
    private boolean follow(LogReader current) throws IOException, InterruptedException {
        Set<String> placed = new HashSet<>();
        while (isRunning()) {
            for (String server : current.unplaced()) {
                if (!place(current, server)) {
                    return false;
                }
                placed.add(server);
            }
            if (servers.size() > placed.size()) {
                servers.keySet().retainAll(placed); // a log was renamed or removed before this reader knew it
            }
            LogBatch batch = current.poll(TURN);
            if (batch != null) {
                servers.get(batch.server()).metadata.take(batch);
                names(batch.server()).readUpTo(batch.next());
            }
            saveWhatIsDue(current);
        }
        saveAll(current);
        return true;
    }

    private boolean place(LogReader current, String server) throws IOException {
        Kept kept = servers.computeIfAbsent(server, name -> load(name, current.nameBefore(name)));
        Optional<LogPosition> position = kept.metadata.position();
        Placement placement = current.place(server, position);
        boolean asExpected = position.isPresent() ? placement.told().isEmpty() : placement.fresh();
        if (!asExpected) {
            LOG.info(
                    "Metadata of {}: what is kept in {} does not fit the log ({}); reading the log from its oldest record",
                    server,
                    kept.file,
                    placement.told().isEmpty() ? "it is gone" : placement.told());
            kept.metadata = new ServerMetadata(server, codec, keys, names(server));
            kept.saved = null;
            known.remove(server);
            names(server).use(null, 0);
            return false;
        }
        kept.metadata.placed(placement.number());
        known.put(server, kept.metadata);
        names(server).use(kept.metadata, placement.number());
        return true;
    }

    private Kept load(String server, Optional<String> before) {
        Kept kept = new Kept(new MetadataFile(folder, server));
        // a log whose session was renamed has its metadata under the name before, until they are kept under the new one
        Optional<Snapshot> snapshot =
                before.isEmpty() ? kept.file.load() : new MetadataFile(folder, before.get()).load();
        kept.metadata = snapshot.map(content -> new ServerMetadata(server, codec, keys, names(server), content))
                .orElseGet(() -> new ServerMetadata(server, codec, keys, names(server)));
        kept.saved = before.isEmpty() ? snapshot.map(Snapshot::position).orElse(null) : null;
        kept.tried = nanoTime.getAsLong();
        return kept;
    }

    private void saveWhatIsDue(LogReader current) throws InterruptedException {
        long now = nanoTime.getAsLong();
        for (Map.Entry<String, Kept> server : servers.entrySet()) {
            Kept kept = server.getValue();
            // the more there is, the more it costs to write it
            int changes = Math.max(CHANGES_BETWEEN_SAVES, kept.metadata.size() / 4);
            long since = now - kept.tried;
            if (since >= BETWEEN_SAVES.toNanos() || (since >= TURN.toNanos() && kept.metadata.changes() >= changes)) {
                save(current, server.getKey(), kept);
                kept.tried = now;
            }
        }
    }

    private void saveAll(LogReader current) throws InterruptedException {
        for (Map.Entry<String, Kept> server : servers.entrySet()) {
            save(current, server.getKey(), server.getValue());
        }
    }

    private void save(LogReader current, String server, Kept kept) throws InterruptedException {
        Optional<LogPosition> position = kept.metadata.position();
        if (position.isEmpty()
                || position.get().equals(kept.saved)
                || !isDurable(current, server, position.get().number())) {
            return;
        }
        try {
            write(kept, position.get());
            current.finished(Map.of(server, position.get()));
            kept.saved = position.get();
            lastFault = "";
        } catch (IOException e) {
            tell(
                    "Metadata of " + server + " cannot be kept in " + kept.file + ": " + e
                            + ". Until that is possible they are read from the log again after a restart",
                    e);
        }
    }

    private static void write(Kept kept, LogPosition position) throws IOException {
        int changes = kept.metadata.changes();
        if (changes > 0 || kept.saved == null) {
            kept.file.save(kept.metadata.snapshot());
            kept.metadata.kept(changes);
        } else {
            kept.file.saveProgress(position);
        }
    }

    private static boolean isDurable(LogReader current, String server, long number) throws InterruptedException {
        try {
            current.durable(server, number).get(DURABLE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            // a disk that is slow or failed: the next turn tries again, or finds the log cut back
            LOG.debug("The log of {} is not durable up to {}", server, number, e);
            return false;
        }
    }

    private void tell(String fault, Exception cause) {
        if (!fault.equals(lastFault)) {
            LOG.warn("{}", fault);
            LOG.debug("Details", cause);
            lastFault = fault;
        }
    }
}
