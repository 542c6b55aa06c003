package org.estreamer.dispatcher.delivery;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.estreamer.dispatcher.delivery.StopException.Next;
import org.estreamer.pipeline.PluginStatus.State;
import org.estreamer.record.Record;

/**
 * Hands records to a plugin: the same one again and again while the plugin's destination takes none, such as a database
 * that is down. For the plugin's thread.
 */
final class Offer {
    /** What is not to wait for the plugin. */
    @FunctionalInterface
    interface Between {
        /** Done between two attempts. */
        void run() throws StopException, InterruptedException;
    }

    private final PluginCall call;
    private final CurrentState state;
    private final FailureLog failures;
    private final LongSupplier nanoTime;
    private final Between between;

    Offer(PluginCall call, CurrentState state, FailureLog failures, LongSupplier nanoTime, Between between) {
        this.call = call;
        this.state = state;
        this.failures = failures;
        this.nanoTime = nanoTime;
        this.between = between;
    }

    /**
     * Gives the plugin a record; null to tell it that there is nothing more for now.
     *
     * @return DELIVERED or FAILED
     * @throws StopException if it did not take the record, and will not from this thread
     */
    Result give(Record record) throws StopException, InterruptedException {
        Result result = call(record);
        return result.kind() == Result.Kind.UNAVAILABLE ? insist(record, result) : checked(result);
    }

    private Result insist(Record record, Result first) throws StopException, InterruptedException {
        long since = nanoTime.getAsLong();
        failures.waiting(first.text());
        Backoff pauses = Backoff.ofOffers();
        Result result = first;
        while (result.kind() == Result.Kind.UNAVAILABLE) {
            state.become(State.WAITING, result.text());
            if (!state.rest(pauses.next())) {
                throw new StopException(Next.LEAVE, "it leaves while it waits");
            }
            between.run();
            result = call(record);
        }
        state.become(State.ACTIVE, "");
        if (result.delivered()) {
            failures.goesOn(Duration.ofNanos(nanoTime.getAsLong() - since));
        }
        return checked(result);
    }

    private Result call(Record record) {
        return record == null ? call.idle() : call.record(record);
    }

    /** What a failure of a plugin that was interrupted has to do with is the interrupt, and not the record. */
    private Result checked(Result result) throws StopException {
        if (result.kind() == Result.Kind.FAILED && state.interrupted()) {
            throw new StopException(Next.LEAVE, "it was interrupted");
        }
        return StopException.unlessUsable(result);
    }
}
