package org.estreamer.dispatcher.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.estreamer.dispatcher.deadletter.RecordInHand;
import org.estreamer.pipeline.delivery.DeadLetters.Retried;
import org.estreamer.pipeline.delivery.PluginStatus.State;
import org.estreamer.plugin.Plugin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One plugin at work: its thread, and what others ask of it. Everything of the plugin runs on that thread. A worker lives as
 * long as its thread; after a quarantine the plugin gets another one.
 */
public final class PluginWorker {
    private static final Logger LOG = LoggerFactory.getLogger(PluginWorker.class);
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final Duration SLOW_TELLING = Duration.ofMinutes(10);
    /** How long the list shows what an operator should know of a plugin that goes on. */
    private static final Duration TOLD_FOR = Duration.ofMinutes(10);

    private final DeliveryContext context;
    private final PluginCall call;
    private final Tally tally;
    private final FailureLog failureLog;
    private final Backoff rests;
    private final CurrentState state;
    private final StuckWatch watch = new StuckWatch();
    private final Throttle slowTold;
    private final Thread thread;
    private volatile Subscription subscription;
    private volatile Pull pull;
    private volatile RecordInHand hand;
    private final AtomicReference<Redelivery> redelivery = new AtomicReference<>();

    /**
     * Makes a worker.
     *
     * @param tally where records are counted
     */
    public PluginWorker(Plugin plugin, Subscription subscription, Tally tally, DeliveryContext context) {
        this.subscription = subscription;
        this.tally = tally;
        this.context = context;
        call = new PluginCall(plugin, subscription.onRecord());
        failureLog = new FailureLog(subscription, context.nanoTime());
        rests = Backoff.ofRests(context.settings().position());
        state = new CurrentState(context.clock());
        slowTold = new Throttle(SLOW_TELLING, context.nanoTime());
        // inherits nothing from the thread that registered the plugin
        thread = new Thread(null, this::run, "estreamer-plugin-" + subscription.name(), 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(PluginWorker.class.getClassLoader());
    }

    /** Begins. */
    public void start() {
        thread.start();
    }

    /** The plugin's properties have changed. */
    public void adopt(Subscription changed) {
        call.use(changed.onRecord());
        subscription = changed;
    }

    /** Where the plugin stands. */
    public PluginState state() {
        return state.get();
    }

    /** What became of its records. */
    public Tally tally() {
        return tally;
    }

    /** What the plugin threw last; empty if there is nothing to say. */
    public String failure() {
        Pull now = pull;
        return now == null ? "" : now.failure();
    }

    /**
     * Offers dead letters to the plugin again.
     *
     * @param ids which; empty for all
     */
    public CompletableFuture<Retried> retry(Set<Long> ids) {
        Redelivery asked = new Redelivery(ids, context.clock());
        if (!redelivery.compareAndSet(null, asked)) {
            asked.refuse("dead letters are about to be offered to it already");
        } else if (!state().atWork() || ended()) {
            refuseRedelivery();
        }
        wakeup();
        return asked.answer();
    }

    private void refuseRedelivery() {
        Redelivery asked = redelivery.getAndSet(null);
        if (asked != null) {
            asked.refuse("it is " + state().state() + " and takes nothing. Let it back in first (readmit)");
        }
    }

    /** Whether the plugin keeps its positions itself. */
    public boolean durable() {
        return call.durable();
    }

    /** Whether the thread has ended. */
    public boolean ended() {
        return !thread.isAlive();
    }

    private void run() {
        try {
            hand = context.letters().inHand(subscription.name());
            boolean goesOn = true;
            while (goesOn) {
                goesOn = goesOn(read());
            }
        } finally {
            call.release();
            quarantine("its thread has ended");
            refuseRedelivery();
        }
    }

    private StopException read() {
        Pull reading;
        try {
            reading = new Pull(() -> subscription, call, state, tally, failureLog, hand, redelivery, context);
        } catch (RuntimeException | OutOfMemoryError e) {
            return new StopException(StopException.Next.REST, "the log cannot be read: " + e);
        }
        pull = reading;
        state.become(State.ACTIVE, "");
        StopException stop = reading.run();
        if (reading.gotOn()) {
            rests.reset();
        }
        if (!call.gone()) { // then whoever gave it up has closed it
            reading.close();
        }
        return stop;
    }

    private boolean goesOn(StopException stop) {
        return switch (stop.next()) {
            case LEAVE -> false;
            case AGAIN -> {
                LOG.info("Plugin {} begins again from its position: {}", subscription.name(), stop.getMessage());
                yield true;
            }
            case REST -> rest(stop.getMessage());
            case QUARANTINE, REJECTING -> {
                quarantine(stop.getMessage());
                yield false;
            }
        };
    }

    private boolean rest(String reason) {
        Duration pause = rests.next();
        Instant end = context.clock().instant().plus(pause).truncatedTo(ChronoUnit.SECONDS);
        String what = "begins again from its position at " + end + ": " + reason;
        state.become(State.WAITING, what);
        LOG.warn("Plugin {} of bundle {} {}", subscription.name(), subscription.bundle(), what);
        try {
            return state.rest(pause);
        } catch (InterruptedException e) {
            // only whoever has told it to leave may end the thread
            return !state.leaving();
        }
    }

    private void quarantine(String reason) {
        if (state.become(State.QUARANTINED, reason)) {
            LOG.error(
                    "Plugin {} of bundle {} gets no more records until it is let back in or deployed anew: {}",
                    subscription.name(),
                    subscription.bundle(),
                    reason);
        }
    }

    /** Looks after the plugin. Called at short intervals by one thread. */
    public void look() {
        if (!state().atWork() || ended()) {
            return;
        }
        long now = context.nanoTime().getAsLong();
        Pull reading = pull;
        if (reading != null) {
            reading.look(now);
        }
        Duration callTime = Duration.ofNanos(watch.callTime(call.beat(), now));
        if (callTime.compareTo(context.settings().quarantine()) >= 0) {
            giveUp(callTime);
        } else if (callTime.compareTo(context.settings().stuck()) >= 0) {
            stuck(callTime);
        } else if (state().state() == State.STUCK) {
            state.become(State.ACTIVE, "");
        } else {
            lookWhetherSlow(now);
        }
    }

    private void giveUp(Duration callTime) {
        String where = whereStuck(callTime);
        if (call.abandon()) {
            pull.close();
            quarantine(where);
        }
    }

    private void stuck(Duration callTime) {
        String where = whereStuck(callTime);
        if (state.become(State.STUCK, where)) {
            LOG.warn("Plugin {} of bundle {} is stuck: {}", subscription.name(), subscription.bundle(), where);
        }
    }

    private String whereStuck(Duration callTime) {
        return "one call has taken " + callTime.toSeconds() + " s so far, at " + StuckWatch.whereabouts(thread);
    }

    private void lookWhetherSlow(long now) {
        PluginState before = state();
        long since = pull == null ? 0 : pull.busySince();
        Duration busy = Duration.ofNanos(since == 0 ? 0 : now - since);
        if (before.state() == State.WAITING) {
            return; // not its own fault
        }
        if (busy.compareTo(context.settings().stuck().dividedBy(2)) >= 0) {
            slow("busy with one batch of records for " + busy.toSeconds() + " s, at " + StuckWatch.whereabouts(thread));
        } else if (before.state() == State.SLOW || hasBeenTold(before)) {
            state.become(State.ACTIVE, "");
        }
    }

    private void slow(String what) {
        if (state.become(State.SLOW, what) && slowTold.admit() != Throttle.HELD_BACK) {
            LOG.warn("Plugin {} of bundle {} is slow: {}", subscription.name(), subscription.bundle(), what);
        }
    }

    private boolean hasBeenTold(PluginState told) {
        return !told.reason().isEmpty()
                && told.since().plus(TOLD_FOR).isBefore(context.clock().instant());
    }

    /** There is something for it beside the logs. */
    public void wakeup() {
        Pull reading = pull;
        if (reading != null) {
            reading.wakeup();
        }
    }

    /** Takes nothing more, and finishes what it has in hand. */
    public void leave() {
        state.leave();
        wakeup();
    }

    /**
     * Ends the worker: it may finish the record in hand and keep its position, and only if it does not come back from that
     * the thread is interrupted, which closes files and breaks connections. Returns when nothing here refers to the plugin
     * any more, unless its code does not come back.
     */
    public void retire(Duration drain) {
        leave();
        // the plugin may take itself away from within a call
        if (Thread.currentThread() == thread || ends(drain) || ends(GRACE)) {
            return;
        }
        state.interrupt();
        thread.interrupt();
        if (!ends(GRACE)) {
            String where = StuckWatch.whereabouts(thread);
            if (call.abandon()) {
                pull.close();
                call.release();
                // the plugin that ends the process waits for the end of the process
                hand.release(!StuckWatch.endsProcess(thread));
            }
            LOG.error(
                    "Plugin {} of bundle {} does not end its thread {}: the bundle stays in memory. It is at {}",
                    subscription.name(),
                    subscription.bundle(),
                    thread.getName(),
                    where);
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
}
