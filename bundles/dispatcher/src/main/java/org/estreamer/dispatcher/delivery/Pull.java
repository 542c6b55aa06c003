package org.estreamer.dispatcher.delivery;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.estreamer.dispatcher.deadletter.DeadLetterFolder;
import org.estreamer.dispatcher.deadletter.RecordInHand;
import org.estreamer.dispatcher.delivery.StopException.Next;
import org.estreamer.pipeline.delivery.PluginStatus.State;
import org.estreamer.pipeline.log.LogBatch;
import org.estreamer.pipeline.log.LogPosition;
import org.estreamer.pipeline.log.LogReader;
import org.estreamer.pipeline.log.RewoundException;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;

/**
 * One reading of the logs for a plugin, on the plugin's thread:
 *
 * <pre>
 *   place in new logs --&gt; keep the position, if due --&gt; poll --&gt; call for each record --+
 *        ^                                              |                             |
 *        |                                              +-- nothing: replay, or idle -+
 *        +----------------------------------------------------------------------------+
 * </pre>
 */
final class Pull implements AutoCloseable {
    private static final Duration RETRY = Duration.ofMillis(100);

    private final Supplier<Subscription> plugin;
    private final PluginCall call;
    private final CurrentState state;
    private final Tally tally;
    private final FailureLog failureLog;
    private final DeliveryContext context;
    private final RecordInHand hand;
    /** Dead letters to be offered again; null mostly. */
    private final AtomicReference<Redelivery> redelivery;

    private final DeadLetterFolder letters;
    private final Failures failures;
    private final boolean mayLose;
    private final LogReader reader;
    private final Positions positions;
    private final Replaying replaying;
    private final Checkpoints checkpoints;
    private final NewLogs newLogs;
    private final Offer offer;
    private final Backoff logPauses = Backoff.ofRetries();

    private volatile long busySince;
    private boolean logTrouble;

    Pull(
            Supplier<Subscription> plugin,
            PluginCall call,
            CurrentState state,
            Tally tally,
            FailureLog failureLog,
            RecordInHand hand,
            AtomicReference<Redelivery> redelivery,
            DeliveryContext context) {
        this.plugin = plugin;
        this.call = call;
        this.state = state;
        this.tally = tally;
        this.failureLog = failureLog;
        this.hand = hand;
        this.redelivery = redelivery;
        this.context = context;
        letters = context.letters().of(plugin.get().name());
        failures = new Failures(letters, state, tally, failureLog, context);
        mayLose = plugin.get().mayLose();
        reader = context.log().read(plugin.get().name(), mayLose);
        positions = new Positions(reader, call, letters, failures);
        replaying = new Replaying(
                () -> context.replays().of(plugin.get().name()),
                plugin,
                new Again(),
                context.names(),
                context.nanoTime());
        checkpoints = new Checkpoints(positions, replaying, call, state, failureLog, context);
        newLogs = new NewLogs(reader, call, state, failureLog, context, checkpoints::keep);
        offer = new Offer(call, hand, state, failureLog, context, this::betweenOffers);
    }

    /** What the plugin threw last; empty if it never did, or it is past. From any thread. */
    String failure() {
        return failures.last();
    }

    /** Since when it has been busy with one batch, by the passing time; 0 if it is not. From any thread. */
    long busySince() {
        return busySince;
    }

    /** Whether a position has been kept. */
    boolean gotOn() {
        return checkpoints.someKept();
    }

    /** Looks whether it is time to keep the position. From any thread. */
    void look(long now) {
        checkpoints.look(now);
    }

    /** Ends a wait for records. From any thread. */
    void wakeup() {
        reader.wakeup();
    }

    /** Reads until something ends it, and says what comes next. */
    StopException run() {
        try {
            loop();
            throw new IllegalStateException("a loop without an end has ended");
        } catch (StopException e) {
            if (e.next() != Next.REST && e.next() != Next.REJECTING) {
                checkpoints.settle();
            }
            return e;
        } catch (RewoundException e) {
            return new StopException(Next.AGAIN, e.getMessage());
        } catch (InterruptedException e) {
            // whoever takes the plugin away says so before: anybody else's interrupt is no reason to end
            checkpoints.settle();
            return new StopException(state.leaving() ? Next.LEAVE : Next.AGAIN, "it was interrupted");
        } catch (Throwable e) { // nothing of the plugin's: such as a heap that another plugin has used up
            if (!call.durable()) {
                checkpoints.settle();
            }
            return new StopException(Next.REST, e.toString());
        } finally {
            busySince = 0;
            replaying.leave();
        }
    }

    private void loop() throws StopException, IOException, InterruptedException {
        boolean busy = false;
        boolean gave = false;
        while (true) {
            requireWanted();
            newLogs.place();
            look(now());
            checkpoints.keepIfDue();
            offerDeadLetters();
            if (checkpoints.failed()) {
                state.rest(RETRY);
                continue;
            }
            boolean replays = replaying.hasMore();
            LogBatch batch =
                    poll(busy || replays ? Duration.ZERO : context.settings().position());
            boolean turn = replays && (batch == null || replaying.isOverdue());
            if (batch != null) {
                deliver(batch);
            }
            if (turn) {
                replaying.turn();
                busySince = 0;
            }
            if (batch != null || turn) {
                busy = true;
                gave = true;
            } else {
                if (!busy && newLogs.lacksSome()) {
                    state.rest(RETRY);
                }
                busy = false;
                if (gave) {
                    tellIdle();
                }
            }
        }
    }

    private void offerDeadLetters() throws StopException, InterruptedException {
        Redelivery asked = redelivery.getAndSet(null);
        if (asked == null) {
            return;
        }
        Result kept = checkpoints.keep();
        if (kept.delivered()) {
            asked.run(offer, call, letters, context.settings().quarantineFailures());
        } else {
            asked.refuse("its position cannot be kept for now: " + kept.text());
        }
    }

    private void requireWanted() throws StopException {
        if (state.leaving()) {
            throw new StopException(Next.LEAVE, "it leaves");
        }
        if (plugin.get().mayLose() != mayLose) {
            throw new StopException(Next.AGAIN, "its overflow has changed");
        }
    }

    private LogBatch poll(Duration timeout) throws RewoundException, InterruptedException {
        try {
            LogBatch batch = reader.poll(timeout);
            if (logTrouble) {
                logTrouble = false;
                logPauses.reset();
                state.become(State.ACTIVE, "");
            }
            return batch;
        } catch (RewoundException e) {
            throw e;
        } catch (IOException e) {
            logTrouble = true;
            failureLog.position("The log cannot be read for now", e.getMessage());
            state.become(State.WAITING, "the log cannot be read for now: " + e.getMessage());
            state.rest(logPauses.next());
            return null;
        }
    }

    private void deliver(LogBatch batch) throws StopException, InterruptedException {
        if (batch.gap() != null) {
            tally.lost(batch.gap().count());
            failureLog.gap(batch.server(), batch.gap());
        }
        enter(batch);
        if (newLogs.isNewcomerIn(batch.server())) {
            giveMetadata(batch);
        }
        positions.begin(batch);
        busySince = now();
        RecordBatch records = batch.records();
        context.names().name(batch);
        for (int i = 0; i < records.size(); i++) {
            Record record = records.get(i);
            boolean wanted = plugin.get().wants().test(record);
            if (wanted) {
                give(record, batch.first() + i);
            }
            positions.finishOne();
            if (wanted) {
                failures.requireFew();
                requireWanted();
                checkpoints.keepIfDue();
            }
        }
        positions.end();
        busySince = 0;
    }

    /** What is to be given again is no dead letter any more. */
    private void enter(LogBatch batch) throws StopException {
        LogPosition first = batch.after(0);
        hand.enter(first);
        offer.expect(batch.first(), batch.next());
        if (newLogs.begins(batch.server())) {
            hand.passed(first);
            try {
                letters.resume(batch.server(), first, newLogs.isNewcomerIn(batch.server()));
            } catch (IOException e) {
                throw new StopException(Next.REST, "its dead letters cannot be read: " + e.getMessage());
            }
        }
    }

    /** What a newcomer needs of the time before it. It counts with the first position, and not without. */
    private void giveMetadata(LogBatch batch) throws StopException, InterruptedException {
        if (batch.first() > 0) {
            checkpoints.keep();
            checkpoints.suspend();
            offer.expect(Long.MIN_VALUE, Long.MAX_VALUE);
            for (RecordBatch piece : context.metadata().current(batch.server(), batch.first())) {
                positions.beforehand(batch, piece);
                context.names().nameByToday(piece);
                for (Record record : piece) {
                    if (plugin.get().wants().test(record)) {
                        giveBeforehand(record, batch);
                        failures.requireFew();
                        requireWanted();
                    }
                }
            }
            offer.expect(batch.first(), batch.next());
            checkpoints.resume();
        }
        newLogs.settledIn(batch.server());
    }

    private void give(Record record, long number) throws StopException, InterruptedException {
        Result result = offer.give(record, number);
        if (result.delivered()) {
            failures.took();
        } else {
            failures.record(new Failures.Failed(record, positions.here(), false, result));
        }
    }

    /** It has no number, and what has none is known by its bytes if the process dies. */
    private void giveBeforehand(Record record, LogBatch batch) throws StopException, InterruptedException {
        Result result = offer.give(record, Long.MIN_VALUE | record.digest());
        if (result.delivered()) {
            failures.took();
        } else {
            failures.record(new Failures.Failed(record, Positions.before(batch), true, result));
        }
    }

    /** Gives records that the plugin has had: they count with the replay, and move no position. */
    private final class Again implements Replaying.Giver {
        @Override
        public void enter(LogBatch batch) {
            hand.enter(batch.after(0));
            offer.expect(Long.MIN_VALUE, Long.MAX_VALUE);
            positions.again(batch);
            busySince = now();
        }

        /** As the live stream has passed it by its number, it is known by its bytes if the process dies. */
        @Override
        public void give(Record record, LogBatch batch, int index) throws StopException, InterruptedException {
            Result result = offer.give(record, Long.MIN_VALUE | record.digest());
            if (result.delivered()) {
                failures.took();
            } else {
                failures.record(new Failures.Failed(record, batch.after(index), false, result));
                failures.requireFew();
            }
        }

        @Override
        public boolean goesOn() {
            return !state.leaving();
        }
    }

    private void tellIdle() throws StopException, InterruptedException {
        Result result = offer.give(null, Offer.NO_NUMBER);
        busySince = 0;
        if (!result.delivered()) {
            failures.idle(result);
        }
    }

    /** Waiting is not being slow, and a plugin that waits for its destination cannot keep its position there. */
    private void betweenOffers() throws StopException, InterruptedException {
        busySince = now();
        look(busySince);
        if (!call.durable()) {
            checkpoints.keepIfDue();
        }
    }

    private long now() {
        return context.nanoTime().getAsLong();
    }

    /** Gives its reader back. Also from another thread, once the plugin was given up. */
    @Override
    public void close() {
        reader.close();
    }
}
