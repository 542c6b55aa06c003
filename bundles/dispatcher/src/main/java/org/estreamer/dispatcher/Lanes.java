package org.estreamer.dispatcher;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * One plugin's lanes from all servers, with its positions: read before the first record of a server, kept at intervals.
 * Except where stated, for the plugin's thread.
 */
final class Lanes {
    private final PluginWorker worker;
    private final PositionKeeper keeper;
    private final PositionStore store;
    private final Streams streams;
    private final FailureLog failures;
    private final int reorderSeconds;
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private final Map<String, String> unreadable = new ConcurrentHashMap<>();
    /** Whether the plugin was given records that move no position, such as metadata, since it persisted last. */
    private boolean unplaced;

    private final Queue<String> unprepared = new ConcurrentLinkedQueue<>();

    Lanes(
            PluginWorker worker,
            PositionKeeper keeper,
            PositionStore store,
            Streams streams,
            FailureLog failures,
            int reorderSeconds) {
        this.worker = worker;
        this.keeper = keeper;
        this.store = store;
        this.streams = streams;
        this.failures = failures;
        this.reorderSeconds = reorderSeconds;
    }

    /** Joins a server's stream if the position is known; otherwise {@link #prepare} will. From any thread. */
    boolean join(String server) {
        Lane lane = lanes.get(server);
        if (lane == null) {
            unprepared.add(server);
            return false;
        }
        streams.join(lane);
        return true;
    }

    Progress progress(String server) {
        return lanes.get(server).progress();
    }

    /** The plugin has taken a record that moves no position. */
    void tookUnplaced() {
        unplaced = true;
    }

    /** Reads the positions that are wanted, and joins the streams. */
    void prepare() {
        for (String server = unprepared.poll();
                server != null && !worker.queue().aborted();
                server = unprepared.poll()) {
            try {
                streams.join(lane(server));
                unreadable.remove(server);
            } catch (IOException e) {
                String what = "gets no records of server " + server + ", because its position cannot be read";
                unreadable.put(server, what + ": " + e.getMessage());
                failures.position(what, e.getMessage());
                streams.excuse(server, worker);
            }
        }
    }

    private Lane lane(String server) throws IOException {
        Lane lane = lanes.get(server);
        if (lane == null) {
            if (keeper.durable() && !persistAll()) {
                throw new IOException("what it has taken so far could not be persisted");
            }
            Optional<Position> position = keeper.load(server);
            long through = streams.returned(server, worker.contract().identity().name());
            lane = new Lane(worker, server, store, position, through, reorderSeconds);
            lanes.put(server, lane);
        }
        return lane;
    }

    /** Keeps the positions, and tries again to read those that could not be read. */
    void renew() {
        persist(keeper.durable() && unplaced);
        unprepared.addAll(unreadable.keySet());
    }

    /** Keeps the positions for the last time. */
    void settle() {
        if (persistAll()) {
            lanes.values().stream()
                    .filter(lane -> lane.progress().complete() && !lane.repeating())
                    .forEach(streams::departed);
        }
    }

    /** Keeps the positions of a plugin whose thread does not come back, if it does not keep them itself. */
    void settleWithoutPlugin() {
        if (!keeper.durable()) {
            persist(false);
        }
    }

    /** Metadata too, which moves no position: a durable plugin forgets what is not persisted. */
    private boolean persistAll() {
        return persist(keeper.durable() && !lanes.isEmpty());
    }

    private synchronized boolean persist(boolean unmovedToo) {
        Map<String, Position> unsaved = new LinkedHashMap<>();
        for (Lane lane : lanes.values()) {
            lane.progress().unsaved().ifPresent(position -> unsaved.put(lane.server(), position));
        }
        if (unsaved.isEmpty() && !unmovedToo) {
            return true;
        }
        // an interrupt that the plugin left behind would close the file
        boolean interrupted = Thread.interrupted();
        try {
            keeper.save(unsaved);
            unplaced = false;
            if (!unsaved.isEmpty()) {
                unsaved.keySet().forEach(server -> lanes.get(server).saved());
                worker.gotOn();
            }
            return true;
        } catch (IOException e) {
            failures.position("its position stays where it was, because it could not be kept", e.getMessage());
            return false;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    boolean durable() {
        return keeper.durable();
    }

    /** Which servers' records the plugin does not get, and why; empty if there are none. From any thread. */
    String complaint() {
        return String.join("; ", unreadable.values());
    }
}
