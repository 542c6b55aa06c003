package org.estreamer.log.server;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.estreamer.log.place.Place;
import org.estreamer.log.place.Places;
import org.estreamer.pipeline.log.LogBatch;
import org.estreamer.pipeline.log.LogPosition;
import org.estreamer.pipeline.log.LogReader;
import org.estreamer.pipeline.log.Placement;

/** Reads all logs for one plugin, in turn. */
public final class PluginReader implements LogReader {
    /** A writer in the middle of much may owe the news of its last batch. */
    private static final long LONGEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final String plugin;
    private final Supplier<Collection<ServerLog>> logs;
    private final Places places;
    private final Signal news;
    private final Runnable syncNow;
    private final Map<String, Cursor> placed = new HashMap<>();
    private final List<Cursor> turns = new ArrayList<>();
    private int turn;
    private volatile boolean woken;
    private volatile boolean closed;

    /**
     * Begins.
     *
     * @param plugin  has a place already
     * @param logs    those that are there
     * @param syncNow has what was written made durable soon
     */
    public PluginReader(
            String plugin,
            boolean mayLose,
            Supplier<Collection<ServerLog>> logs,
            Places places,
            Signal news,
            Runnable syncNow) {
        this.plugin = plugin;
        this.logs = logs;
        this.places = places;
        this.news = news;
        this.syncNow = syncNow;
        places.arrived(plugin, mayLose, logs.get());
    }

    @Override
    public List<String> unplaced() {
        return logs.get().stream()
                .map(ServerLog::server)
                .filter(server -> !placed.containsKey(server))
                .toList();
    }

    private ServerLog log(String server) throws IOException {
        return logs.get().stream()
                .filter(log -> log.server().equals(server))
                .findFirst()
                .orElseThrow(() -> new IOException("there is no log of server " + server));
    }

    @Override
    public Optional<String> nameBefore(String server) {
        return logs.get().stream()
                .filter(log -> log.server().equals(server))
                .findFirst()
                .flatMap(log -> places.nameBefore(plugin, log));
    }

    @Override
    public Placement place(String server, Optional<LogPosition> position) throws IOException {
        requireOpen();
        ServerLog log = log(server);
        Place kept = places.place(plugin, log);
        Cursor before = placed.remove(server);
        if (before != null) {
            turns.remove(before);
            before.close();
        }
        Cursor cursor = new Cursor(log);
        Placement placement = cursor.place(position.orElse(kept.position()), kept);
        log.recent().follow(cursor);
        if (position.isPresent()) {
            places.move(
                    plugin,
                    places.nameBefore(plugin, log).orElse(server),
                    new Place(cursor.position(position.get().second()), true, cursor.since()));
        }
        placed.put(server, cursor);
        turns.add(cursor);
        log.placesChanged();
        return new Placement(placement.number(), position.isEmpty() && !kept.begun(), placement.told());
    }

    @Override
    public LogBatch poll(Duration timeout) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            requireOpen();
            long seen = news.count();
            LogBatch batch = next();
            if (batch != null) {
                return batch;
            }
            long left = deadline - System.nanoTime();
            if (woken || left <= 0 || logs.get().size() > placed.size()) {
                woken = false;
                return null;
            }
            news.await(seen, Math.min(left, LONGEST_WAIT_NANOS));
        }
    }

    private LogBatch next() throws IOException {
        for (int i = 0; i < turns.size(); i++) {
            turn = turn + 1 < turns.size() ? turn + 1 : 0;
            LogBatch batch = turns.get(turn).next();
            if (batch != null) {
                return batch;
            }
        }
        return null;
    }

    @Override
    public void wakeup() {
        woken = true;
        news.give();
    }

    @Override
    public CompletableFuture<Void> durable(String server, long number) {
        CompletableFuture<Void> future = placed.get(server).durable(number);
        if (!future.isDone()) {
            syncNow.run();
        }
        return future;
    }

    @Override
    public void finished(Map<String, LogPosition> positions) throws IOException {
        requireOpen();
        places.finished(plugin, positions);
        positions.keySet().forEach(server -> placed.get(server).log().placesChanged());
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("the reader of plugin " + plugin + " is closed");
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            turns.forEach(Cursor::close);
            places.left(plugin);
        }
    }
}
