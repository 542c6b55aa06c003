package org.estreamer.dispatcher;

import java.io.IOException;
import java.util.BitSet;
import java.util.Optional;

/** The way from one server to one plugin. {@link #offer} belongs to the server's reader thread. */
final class Lane {
    private final PluginWorker worker;
    private final String server;
    private final PositionStore store;
    private final Progress progress;
    private final BitSet chosen = new BitSet();
    private volatile ReplayFilter filter;
    private volatile StrayFilter strayFilter;
    private volatile boolean beginningKept;

    /**
     * Makes a lane.
     *
     * @param position where the plugin goes on, if it has a position
     * @param through  the server's record count up to which it has missed nothing, or -1 if that is not known
     */
    Lane(
            PluginWorker worker,
            String server,
            PositionStore store,
            Optional<Position> position,
            long through,
            int reorderSeconds)
            throws IOException {
        this.worker = worker;
        this.server = server;
        this.store = store;
        Optional<Position> start = position;
        if (start.isEmpty()) {
            start = store.loadBeginning(server, plugin());
            beginningKept = start.isPresent();
        }
        progress = new Progress(start, through, reorderSeconds);
    }

    private String plugin() {
        return worker.contract().identity().name();
    }

    /** Whether the plugin has neither a position nor a beginning: what comes first is its beginning. */
    boolean begins() {
        return progress.resumeSecond().isEmpty();
    }

    /**
     * Keeps where the plugin begins, before it is given its first record. Should it be gone before its first position,
     * it would begin where the others are then.
     *
     * @param second nothing older will come
     */
    void begin(long second) throws IOException {
        Position beginning = Position.before(second);
        store.saveBeginning(server, plugin(), beginning);
        beginningKept = true;
        progress.begin(beginning.second());
    }

    /** The plugin's position is kept. */
    void saved() {
        progress.saved();
        if (beginningKept) {
            store.forgetBeginning(server, plugin());
            beginningKept = false;
        }
    }

    PluginWorker worker() {
        return worker;
    }

    String server() {
        return server;
    }

    Progress progress() {
        return progress;
    }

    /** A new connection repeats records: leaves out what the plugin was given already. */
    void expectRepetition() {
        filter = progress.filter();
        strayFilter = progress.strayFilter();
    }

    boolean repeating() {
        return filter != null || strayFilter != null;
    }

    /**
     * Puts what the plugin wants of a parcel into its queue.
     *
     * @param newest         the newest second of the stream
     * @param count          the server's record count
     * @param reorderSeconds how far records may be out of order
     */
    PluginQueue.Outcome offer(Parcel parcel, long newest, long count, int reorderSeconds) throws InterruptedException {
        Parcel wanted = choose(parcel);
        dropFilters(newest, reorderSeconds);
        if (wanted.size() == 0) {
            progress.pass(newest, count);
            return PluginQueue.Outcome.TAKEN;
        }
        PluginQueue.Outcome outcome;
        try {
            outcome = worker.queue().put(wanted, worker.contract().block(), () -> progress.give(wanted, newest, count));
        } catch (OutOfMemoryError e) {
            // what is noted and what is queued may differ now
            worker.takeBack(e);
            return PluginQueue.Outcome.CLOSED;
        }
        if (outcome == PluginQueue.Outcome.DROPPED) {
            worker.tally().dropped.addAndGet(wanted.size());
            progress.pass(newest, count);
        }
        return outcome;
    }

    private void dropFilters(long newest, int reorderSeconds) {
        ReplayFilter current = filter;
        if (current != null && current.over(newest, reorderSeconds)) {
            filter = null;
        }
        StrayFilter ofStrays = strayFilter;
        if (ofStrays != null && ofStrays.over(newest)) {
            strayFilter = null;
        }
    }

    private Parcel choose(Parcel parcel) {
        Interest interest = worker.contract().interest();
        if (interest.everything() && !repeating()) {
            return parcel;
        }
        chosen.clear();
        long skipped = 0;
        for (int i = 0; i < parcel.size(); i++) {
            if (!interest.wants(parcel.batch().get(i))) {
                continue;
            }
            if (parcel.second(i) > 0 && repeats(parcel.second(i), parcel.digest(i))) {
                skipped++;
            } else {
                chosen.set(i);
            }
        }
        worker.tally().skipped.addAndGet(skipped);
        return parcel.only(chosen);
    }

    private boolean repeats(long second, long digest) {
        ReplayFilter current = filter;
        StrayFilter ofStrays = strayFilter;
        return (current != null && current.repeats(second, digest)) || (ofStrays != null && ofStrays.repeats(digest));
    }
}
