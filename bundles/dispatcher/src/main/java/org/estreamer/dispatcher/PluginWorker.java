package org.estreamer.dispatcher;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.estreamer.pipeline.PluginStatus;
import org.estreamer.record.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One plugin at work: its thread, its queue, its lanes. Everything of the plugin runs on that thread. A worker lives as
 * long as its thread; after a quarantine, or when it is taken back to its position, the plugin gets another one.
 */
final class PluginWorker {
    private static final Logger LOG = LoggerFactory.getLogger(PluginWorker.class);
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final PluginCode code;
    private final Tally tally;
    private final Lanes lanes;
    private final Streams streams;
    private final Settings settings;
    private final Rest rest;
    private final FailureLog failures;
    private final PluginQueue queue;
    private final Thread thread;
    private final Standing standing = new Standing();
    private final StuckWatch watch = new StuckWatch();
    private final SlowWatch slowWatch;
    private final Handover handover;
    private volatile PluginContract contract;
    private volatile boolean positionsDue;
    private volatile boolean disowned;
    /** Whether this class itself failed, so that a plugin may have taken a record that is not counted as finished. */
    private boolean uncertain;

    private long failuresInARow;
    private long positionsAskedAt = System.nanoTime();

    PluginWorker(
            PluginContract contract,
            PluginCode code,
            Tally tally,
            PositionKeeper keeper,
            PositionStore store,
            Streams streams,
            Settings settings,
            Rest rest) {
        this.contract = contract;
        this.code = code;
        this.tally = tally;
        this.streams = streams;
        this.settings = settings;
        this.rest = rest;
        failures = new FailureLog(contract.identity());
        lanes = new Lanes(this, keeper, store, streams, failures, settings.reorderSeconds());
        queue = new PluginQueue(settings.queue());
        slowWatch = new SlowWatch(contract.identity(), settings.stuck().dividedBy(2));
        // a plugin that waits for its destination cannot keep its positions there
        handover = new Handover(code, queue, failures, keeper.durable() ? () -> {} : this::keepPositionsIfDue);
        // inherits nothing from the thread that registered the plugin
        thread = new Thread(
                null, this::run, "estreamer-plugin-" + contract.identity().name(), 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(PluginWorker.class.getClassLoader());
    }

    void start() {
        thread.start();
    }

    PluginContract contract() {
        return contract;
    }

    /** The plugin's properties have changed. */
    void adopt(PluginContract changed, PluginCode.Call<Record> onRecord) {
        code.use(onRecord);
        contract = changed;
    }

    PluginQueue queue() {
        return queue;
    }

    Tally tally() {
        return tally;
    }

    Rest rest() {
        return rest;
    }

    /** Whether new connections count on the plugin. */
    boolean takesPart() {
        return standing.atWork() && !(standing.behind() && standsStill());
    }

    /** Whether the plugin takes nothing at the moment. */
    boolean standsStill() {
        return standing.stuck() || handover.waiting();
    }

    boolean quarantined() {
        return standing.quarantined();
    }

    /** Whether another worker is to go on from the plugin's position: this one could not, and has rested. */
    boolean toBeReplaced(long now) {
        return standing.hasRested(now) && ended();
    }

    /** Whether the thread has ended. */
    boolean ended() {
        return !thread.isAlive();
    }

    /** Joins a server's stream, as soon as the plugin's position is known. From any thread. */
    void prepare(String server) {
        if (!lanes.join(server)) {
            queue.poke();
        }
    }

    /** A stream goes on without the plugin, which stands still. From any thread. */
    void fellBehind(String server) {
        LOG.warn(
                "Plugin {} of bundle {} stands still and its queue is full: records of server {} pass it by. It gets them from"
                        + " its position once it goes on",
                contract.identity().name(),
                contract.identity().bundle(),
                server);
        standing.behind(true);
        queue.poke();
    }

    private void run() {
        try {
            work();
        } catch (ThreadDeath e) {
            throw e;
        } catch (Throwable e) { // nothing of the plugin's: such as a heap that another plugin has used up
            uncertain = true;
            takeBack(e);
        } finally {
            leave();
        }
    }

    private void leave() {
        slowWatch.takes(null);
        try {
            if (!disowned && !code.lost() && !(uncertain && lanes.durable())) {
                lanes.settle();
            }
        } finally {
            code.release();
            if (standing.atWork()) {
                quarantine("its thread has ended");
            }
        }
    }

    /**
     * Ends this worker; the plugin gets another one, which goes on from its position. From any thread.
     *
     * @param reason why; made into text only when the queue is safe
     */
    void takeBack(Object reason) {
        queue.abort();
        streams.leave(this);
        if (!standing.atWork()) {
            return;
        }
        Duration time = rest.next();
        Instant end = Instant.now().plus(time).truncatedTo(ChronoUnit.SECONDS);
        String what = "begins again from its position at " + end + ": " + reason;
        standing.rest(time, what);
        LOG.warn(
                "Plugin {} of bundle {} {}",
                contract.identity().name(),
                contract.identity().bundle(),
                what);
    }

    /** A position was kept. */
    void gotOn() {
        rest.over();
    }

    private void work() {
        boolean busy = false;
        while (!queue.aborted()) {
            lanes.prepare();
            keepPositionsIfDue();
            Parcel parcel = queue.poll();
            slowWatch.takes(parcel);
            if (parcel != null) {
                deliver(parcel);
                busy = true;
            } else if (busy) {
                busy = false;
                idle();
            } else if (standing.behind()) {
                catchUp();
            } else if (!queue.awaitWork()) {
                return;
            }
        }
    }

    private void catchUp() {
        standing.behind(false);
        // sooner than the watch will see it: what comes now must not be passed by
        goesOn();
        streams.arrive(this);
    }

    private void goesOn() {
        standing.goesOn();
        queue.freeze(false);
    }

    private void deliver(Parcel parcel) {
        Progress progress = lanes.progress(parcel.batch().server());
        for (int i = 0; i < parcel.size() && !queue.aborted(); i++) {
            Record record = parcel.batch().get(i);
            if (handover.give(record)) {
                Tally.count(tally.delivered);
                failuresInARow = 0;
            } else if (handover.gaveUp()) {
                return;
            } else if (code.lost()) {
                takeBack(code.failure());
                return;
            } else {
                failed(record);
            }
            if (parcel.second(i) > 0) {
                progress.finish();
            } else {
                lanes.tookUnplaced();
            }
            keepPositionsIfDue();
        }
    }

    private void idle() {
        if (handover.tellIdle() || handover.gaveUp()) {
            return;
        }
        if (code.lost()) {
            takeBack(code.failure());
        } else {
            failed(null);
        }
    }

    private void failed(Record record) {
        Tally.count(tally.failed);
        failures.call(record, code.failure());
        failuresInARow++;
        if (settings.quarantineFailures() > 0 && failuresInARow >= settings.quarantineFailures()) {
            quarantine(failuresInARow + " failures in a row, the last one: " + code.failure());
        }
    }

    private void keepPositionsIfDue() {
        // given up on, the plugin may have a successor, which is further or has been cut back
        if (positionsDue && !disowned) {
            positionsDue = false;
            lanes.renew();
            if (code.lost()) {
                takeBack(code.failure());
            }
        }
    }

    /** Looks after the plugin. Called at short intervals by one thread. */
    void look(long now) {
        if (standing.isOut() || ended()) {
            return;
        }
        long callTime = watch.callTime(code.beat(), now);
        if (callTime >= settings.stuck().toNanos()) {
            standing.stuck("one call has taken " + callTime / 1_000_000_000 + " s so far, at "
                    + StuckWatch.whereabouts(thread));
            queue.freeze(true);
        } else if (standing.stuck()) {
            goesOn();
        }
        // one that waits for its destination is not slow
        standing.slow(handover.waiting() ? "" : slowWatch.look(now, thread));
        if (callTime >= settings.quarantine().toNanos()) {
            quarantine(standing.whereStuck());
        } else if (now - positionsAskedAt >= settings.position().toNanos()) {
            positionsAskedAt = now;
            positionsDue = true;
            queue.poke();
        }
    }

    private void quarantine(String reason) {
        standing.quarantine(reason);
        queue.abort();
        streams.leave(this);
        LOG.error(
                "Plugin {} of bundle {} gets no more records until it is let back in or deployed anew: {}",
                contract.identity().name(),
                contract.identity().bundle(),
                reason);
    }

    /** Takes nothing more. */
    void close() {
        standing.drain();
        streams.leave(this);
        queue.close();
    }

    /**
     * Ends the worker: its queue may drain for a time, then the record it is busy with is its last, and only if it does
     * not come back from that the thread is interrupted, which closes files and breaks connections. Returns when nothing
     * here refers to the plugin any more, unless its code does not come back.
     */
    void retire(Duration drain) {
        close();
        if (Thread.currentThread() == thread) {
            // the plugin takes itself away from within a call
            queue.abort();
            return;
        }
        if (ends(drain)) {
            return;
        }
        queue.abort();
        if (ends(GRACE)) {
            return;
        }
        thread.interrupt();
        if (!ends(GRACE)) {
            disowned = true;
            lanes.settleWithoutPlugin();
            LOG.error(
                    "Plugin {} of bundle {} does not end its thread {}: the bundle stays in memory. It is at {}",
                    contract.identity().name(),
                    contract.identity().bundle(),
                    thread.getName(),
                    StuckWatch.whereabouts(thread));
        }
    }

    private boolean ends(Duration time) {
        try {
            thread.join(Math.max(time.toMillis(), 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ended();
    }

    PluginStatus status() {
        PluginIdentity identity = contract.identity();
        String waits = handover.reason();
        String lacks = lanes.complaint();
        String reason = standing.reason(waits, lacks);
        return new PluginStatus(
                identity.name(),
                identity.version(),
                identity.author(),
                identity.description(),
                identity.bundle(),
                standing.state(waits, lacks),
                reason.isEmpty() ? code.failure() : reason,
                lanes.durable() ? "exactly once" : "at least once",
                tally.delivered.get(),
                tally.failed.get(),
                tally.dropped.get(),
                queue.records(),
                tally.skipped.get());
    }
}
