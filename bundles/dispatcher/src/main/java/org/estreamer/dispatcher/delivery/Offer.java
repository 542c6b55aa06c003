package org.estreamer.dispatcher.delivery;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.estreamer.dispatcher.deadletter.RecordInHand;
import org.estreamer.dispatcher.delivery.StopException.Next;
import org.estreamer.pipeline.delivery.PluginStatus.State;
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

    /** The number of what is no record of a log: that there is nothing more for now, or a dead letter. */
    static final long NO_NUMBER = -1;

    /**
     * With fewer, whoever kills processes soon after their start would condemn records that did nothing: a plugin's first call takes
     * long, and is with the same record each time.
     */
    private static final int DEADLY = 8;

    private final PluginCall call;
    private final RecordInHand hand;
    private final CurrentState state;
    private final FailureLog failureLog;
    private final DeliveryContext context;
    private final Between between;
    /** Whether the process has died in the call with some record of this batch. */
    private boolean suspects;

    Offer(
            PluginCall call,
            RecordInHand hand,
            CurrentState state,
            FailureLog failureLog,
            DeliveryContext context,
            Between between) {
        this.call = call;
        this.hand = hand;
        this.state = state;
        this.failureLog = failureLog;
        this.context = context;
        this.between = between;
    }

    /** Whether the plugin is to take nothing more. */
    boolean leaving() {
        return state.leaving();
    }

    /** Records with numbers from one to before another one come next. */
    void expect(long first, long next) {
        suspects = hand.suspects(first, next);
    }

    /**
     * Gives the plugin a record; null to tell it that there is nothing more for now.
     *
     * @param number what it is known by if the process dies
     * @return DELIVERED or FAILED
     * @throws StopException if it did not take the record, and will not from this thread
     */
    Result give(Record record, long number) throws StopException, InterruptedException {
        if (suspects && hand.deaths(number) >= DEADLY) {
            return new Result(
                    Result.Kind.FAILED,
                    "the process has died " + hand.deaths(number) + " times in a row while the plugin had this record"
                            + " in hand, so it is not given to it again by itself");
        }
        Result result = call(record, number);
        return result.kind() == Result.Kind.UNAVAILABLE ? insist(record, number, result) : checked(result);
    }

    private Result insist(Record record, long number, Result first) throws StopException, InterruptedException {
        long since = context.nanoTime().getAsLong();
        failureLog.waiting(first.text());
        Backoff pauses = Backoff.ofRetries();
        Result result = first;
        while (result.kind() == Result.Kind.UNAVAILABLE) {
            state.become(State.WAITING, result.text());
            if (!state.rest(pauses.next())) {
                throw new StopException(Next.LEAVE, "it leaves while it waits");
            }
            between.run();
            result = call(record, number);
        }
        state.become(State.ACTIVE, "");
        if (result.delivered()) {
            failureLog.goesOn(Duration.ofNanos(context.nanoTime().getAsLong() - since));
        }
        return checked(result);
    }

    private Result call(Record record, long number) throws InterruptedException {
        if (record == null) {
            return call.idle();
        }
        return suspects && hand.deaths(number) > 0 ? callAlone(record, number) : noted(record, number);
    }

    private Result noted(Record record, long number) {
        hand.take(number);
        Result result = call.record(record);
        hand.done();
        return result;
    }

    /** One suspect at a time; but nobody waits for one that does not come back. */
    private Result callAlone(Record record, long number) throws InterruptedException {
        ReentrantLock others = context.letters().suspects();
        boolean alone = others.tryLock(context.settings().stuck().toNanos(), TimeUnit.NANOSECONDS);
        try {
            Result result = noted(record, number);
            if (result.kind() != Result.Kind.ABANDONED) {
                hand.acquit(number);
            }
            return result;
        } finally {
            if (alone) {
                others.unlock();
            }
        }
    }

    /** What a failure of a plugin that was interrupted has to do with is the interrupt, and not the record. */
    private Result checked(Result result) throws StopException {
        if (result.kind() == Result.Kind.FAILED && state.interrupted()) {
            throw new StopException(Next.LEAVE, "it was interrupted");
        }
        return StopException.unlessUsable(result);
    }
}
