package org.estreamer.dispatcher.delivery;

import java.time.Duration;
import org.estreamer.pipeline.delivery.PluginStatus.State;

/**
 * When the position of one reading is kept, and what is said where it cannot be. For the plugin's thread, but for {@link #look}.
 *
 * <pre>
 *   records:   | | | | | | | | | | | | | | | |  end
 *                      ^ due       ^ due         ^ settle
 *   not kept:          x told      kept
 * </pre>
 *
 * What cannot be kept is tried again when it is due next, and until then the plugin gets nothing more: it would only have to be given
 * once more. Metadata that a newcomer gets beforehand count with its first position, so nothing is kept among them.
 */
final class Checkpoints {
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final Positions positions;
    private final Replaying replaying;
    private final PluginCall call;
    private final CurrentState state;
    private final FailureLog failureLog;
    private final DeliveryContext context;

    private volatile long lastAt;
    /** The path of the records has no clock. */
    private volatile boolean due;

    private boolean suspended;
    private boolean someKept;
    private boolean failed;

    Checkpoints(
            Positions positions,
            Replaying replaying,
            PluginCall call,
            CurrentState state,
            FailureLog failureLog,
            DeliveryContext context) {
        this.positions = positions;
        this.replaying = replaying;
        this.call = call;
        this.state = state;
        this.failureLog = failureLog;
        this.context = context;
        lastAt = context.nanoTime().getAsLong();
    }

    /** Whether the last attempt to keep one has failed. */
    boolean failed() {
        return failed;
    }

    /** Whether a position has been kept. */
    boolean someKept() {
        return someKept;
    }

    /** Looks whether it is time. From any thread. */
    void look(long now) {
        if (now - lastAt >= context.settings().position().toNanos()) {
            due = true;
        }
    }

    /** Keeps none from here on. */
    void suspend() {
        suspended = true;
    }

    /** Keeps them again. */
    void resume() {
        suspended = false;
    }

    void keepIfDue() throws StopException, InterruptedException {
        if (due) {
            keep();
        }
    }

    /** Keeps the position, or says why not. */
    Result keep() throws StopException, InterruptedException {
        lastAt = context.nanoTime().getAsLong();
        due = false;
        if (suspended || !(positions.pending() || replaying.pending())) {
            return Result.DELIVERED;
        }
        Result result = StopException.unlessUsable(positions.keep(LONGEST_WAIT, replaying.pending()));
        if (result.delivered()) {
            kept();
        } else {
            notKept(result);
        }
        return result;
    }

    private void kept() {
        replaying.kept();
        someKept = true;
        if (failed) {
            failed = false;
            state.become(State.ACTIVE, "");
        }
    }

    private void notKept(Result result) {
        failed = true;
        state.become(State.WAITING, "its position was not kept: " + result.text());
        failureLog.position("Its position was not kept, which is tried again", result.text());
    }

    /** Keeps the position for the last time, if what the plugin has taken counts. */
    void settle() {
        if (suspended || call.gone()) {
            return;
        }
        Duration drain = context.settings().drain();
        Duration wait = drain.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : drain;
        try {
            Result result = positions.keep(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT, replaying.pending());
            if (result.delivered()) {
                kept();
            } else if (result.kind() != Result.Kind.ABANDONED) {
                notKept(result);
            }
        } catch (StopException e) {
            failureLog.position("Its last position was not kept", e.getMessage());
        } catch (InterruptedException e) {
            failureLog.position("Its last position was not kept", "it did not leave in time");
        }
    }
}
