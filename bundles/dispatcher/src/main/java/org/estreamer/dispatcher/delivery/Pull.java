package org.estreamer.dispatcher.delivery;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.estreamer.dispatcher.delivery.StopException.Next;
import org.estreamer.pipeline.LogBatch;
import org.estreamer.pipeline.LogReader;
import org.estreamer.pipeline.PluginStatus.State;
import org.estreamer.pipeline.RewoundException;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;

/**
 * One reading of the logs for a plugin, on the plugin's thread:
 *
 * <pre>
 *   place in new logs --&gt; keep the position, if due --&gt; poll --&gt; call for each record --+
 *        ^                                              |                             |
 *        |                                              +-- nothing: tell it is idle -+
 *        +----------------------------------------------------------------------------+
 * </pre>
 */
final class Pull implements AutoCloseable {
    private static final Duration RETRY = Duration.ofMillis(100);
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final Supplier<Subscription> plugin;
    private final PluginCall call;
    private final CurrentState state;
    private final Tally tally;
    private final FailureLog failures;
    private final DeliveryContext context;
    private final boolean mayLose;
    private final LogReader reader;
    private final Positions positions;
    private final NewLogs newLogs;
    private final Offer offer;
    private final Backoff logPauses = Backoff.ofOffers();

    private volatile long busySince;
    private volatile String failure = "";
    private long failuresInARow;
    private volatile long keptAt;
    /** Whether it is time to keep the position: the path of the records has no clock. */
    private volatile boolean keepDue;

    private boolean kept;
    private boolean keepingFailed;
    private boolean amongMetadata;
    private boolean logTrouble;

    Pull(
            Supplier<Subscription> plugin,
            PluginCall call,
            CurrentState state,
            Tally tally,
            FailureLog failures,
            DeliveryContext context) {
        this.plugin = plugin;
        this.call = call;
        this.state = state;
        this.tally = tally;
        this.failures = failures;
        this.context = context;
        mayLose = plugin.get().mayLose();
        reader = context.log().read(plugin.get().name(), mayLose);
        positions = new Positions(reader, call);
        newLogs = new NewLogs(reader, call, state, failures, context, this::keep);
        offer = new Offer(call, state, failures, context.nanoTime(), this::betweenOffers);
        keptAt = now();
    }

    /** What the plugin threw last; empty if it never did, or it is past. From any thread. */
    String failure() {
        return failure;
    }

    /** Since when it has been busy with one batch, by the passing time; 0 if it is not. From any thread. */
    long busySince() {
        return busySince;
    }

    /** Whether a position has been kept. */
    boolean gotOn() {
        return kept;
    }

    /** Looks whether it is time to keep the position. From any thread. */
    void look(long now) {
        if (now - keptAt >= context.settings().position().toNanos()) {
            keepDue = true;
        }
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
            if (e.next() != Next.REST) {
                settle();
            }
            return e;
        } catch (RewoundException e) {
            return new StopException(Next.AGAIN, e.getMessage());
        } catch (InterruptedException e) {
            // whoever takes the plugin away says so before: anybody else's interrupt is no reason to end
            settle();
            return new StopException(state.leaving() ? Next.LEAVE : Next.AGAIN, "it was interrupted");
        } catch (Throwable e) { // nothing of the plugin's: such as a heap that another plugin has used up
            if (!call.durable()) {
                settle();
            }
            return new StopException(Next.REST, e.toString());
        } finally {
            busySince = 0;
        }
    }

    private void loop() throws StopException, IOException, InterruptedException {
        boolean busy = false;
        while (true) {
            requireWanted();
            newLogs.place();
            look(now());
            keepIfDue();
            LogBatch batch = poll(busy ? Duration.ZERO : context.settings().position());
            if (batch != null) {
                deliver(batch);
                busy = true;
            } else if (busy) {
                busy = false;
                tellIdle();
            } else if (newLogs.lacksSome()) {
                state.rest(RETRY);
            }
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
            failures.position("The log cannot be read for now", e.getMessage());
            state.become(State.WAITING, "the log cannot be read for now: " + e.getMessage());
            state.rest(logPauses.next());
            return null;
        }
    }

    private void deliver(LogBatch batch) throws StopException, InterruptedException {
        if (batch.gap() != null) {
            tally.lost(batch.gap().count());
            failures.gap(batch.server(), batch.gap());
        }
        if (newLogs.isNewcomerIn(batch.server())) {
            giveMetadata(batch);
        }
        positions.begin(batch);
        busySince = now();
        RecordBatch records = batch.records();
        for (int i = 0; i < records.size(); i++) {
            Record record = records.get(i);
            boolean wanted = plugin.get().wants().test(record);
            if (wanted) {
                give(record);
            }
            positions.finishOne();
            if (wanted) {
                requireFewFailures();
                requireWanted();
                keepIfDue();
            }
        }
        positions.end();
        busySince = 0;
    }

    /** What a newcomer needs of the time before it. It counts with the first position, and not without. */
    private void giveMetadata(LogBatch batch) throws StopException, InterruptedException {
        if (batch.first() > 0) {
            keep();
            amongMetadata = true;
            for (RecordBatch piece : context.metadata().current(batch.server(), batch.first())) {
                for (Record record : piece) {
                    if (plugin.get().wants().test(record)) {
                        give(record);
                        requireFewFailures();
                        requireWanted();
                    }
                }
            }
            amongMetadata = false;
        }
        newLogs.settledIn(batch.server());
    }

    private void give(Record record) throws StopException, InterruptedException {
        Result result = offer.give(record);
        if (result.delivered()) {
            tally.tookOne();
            failuresInARow = 0;
        } else {
            failed(record, result);
        }
    }

    private void tellIdle() throws StopException, InterruptedException {
        Result result = offer.give(null);
        busySince = 0;
        if (!result.delivered()) {
            failed(null, result);
            requireFewFailures();
        }
    }

    /** Waiting is not being slow, and a plugin that waits for its destination cannot keep its position there. */
    private void betweenOffers() throws StopException, InterruptedException {
        busySince = now();
        look(busySince);
        if (!call.durable()) {
            keepIfDue();
        }
    }

    private void failed(Record record, Result result) {
        tally.failedOne();
        failuresInARow++;
        failure = result.text();
        failures.call(record, failure);
    }

    private void requireFewFailures() throws StopException {
        int most = context.settings().quarantineFailures();
        if (most > 0 && failuresInARow >= most) {
            throw new StopException(Next.QUARANTINE, failuresInARow + " failures in a row, the last one: " + failure);
        }
    }

    private void keepIfDue() throws StopException, InterruptedException {
        if (keepDue) {
            keep();
        }
    }

    /** Keeps the position, or says why not; it is tried again when it is due next. */
    private Result keep() throws StopException, InterruptedException {
        keptAt = now();
        keepDue = false;
        if (amongMetadata || !positions.pending()) {
            return Result.DELIVERED;
        }
        Result result = StopException.unlessUsable(positions.keep(LONGEST_WAIT));
        if (result.delivered()) {
            kept = true;
            failure = keepingFailed ? "" : failure;
            keepingFailed = false;
        } else {
            notKept(result);
        }
        return result;
    }

    private void notKept(Result result) {
        keepingFailed = true;
        failure = "its position was not kept: " + result.text();
        failures.position("Its position was not kept, which is tried again", result.text());
    }

    /** Keeps the position for the last time, if what the plugin has taken counts. */
    private void settle() {
        if (amongMetadata || call.gone()) {
            return;
        }
        Duration drain = context.settings().drain();
        Duration wait = drain.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : drain;
        try {
            Result result = positions.keep(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT);
            kept |= result.delivered();
            if (!result.delivered() && result.kind() != Result.Kind.ABANDONED) {
                notKept(result);
            }
        } catch (InterruptedException e) {
            failures.position("Its last position was not kept", "it did not leave in time");
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
