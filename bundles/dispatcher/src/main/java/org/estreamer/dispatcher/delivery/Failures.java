package org.estreamer.dispatcher.delivery;

import java.io.IOException;
import java.util.List;
import org.estreamer.dispatcher.deadletter.DeadLetterFolder;
import org.estreamer.dispatcher.delivery.StopException.Next;
import org.estreamer.pipeline.delivery.PluginStatus.State;
import org.estreamer.pipeline.log.LogPosition;
import org.estreamer.record.Record;

/**
 * What happens when a plugin fails: it is counted and told, and the record becomes a dead letter, which counts with the next
 * position. Too many failures in a row end the reading. For the plugin's thread, except where stated.
 */
final class Failures {
    /**
     * A record that the plugin has failed on.
     *
     * @param at         where it is in its log
     * @param beforehand whether it is of the metadata that a newcomer is given
     * @param why        what the plugin said
     */
    record Failed(Record record, LogPosition at, boolean beforehand, Result why) {}

    private final DeadLetterFolder letters;
    private final CurrentState state;
    private final Tally tally;
    private final FailureLog failureLog;
    private final DeliveryContext context;

    private volatile String last = "";
    private long inARow;
    private long rejectedInARow;
    private long takenSinceKept;

    Failures(
            DeadLetterFolder letters, CurrentState state, Tally tally, FailureLog failureLog, DeliveryContext context) {
        this.letters = letters;
        this.state = state;
        this.tally = tally;
        this.failureLog = failureLog;
        this.context = context;
    }

    /** What the plugin threw last; empty if it never did, or it is past. From any thread. */
    String last() {
        return last;
    }

    /** The plugin has taken a record. */
    void took() {
        tally.tookOne();
        takenSinceKept++;
        inARow = 0;
    }

    /** The plugin has failed on the call that tells it is idle. */
    void idle(Result why) throws StopException {
        count(null, why);
        requireFew();
    }

    /** The plugin has failed on a record. Returns when that may count as finished. */
    void record(Failed failed) throws StopException, InterruptedException {
        count(failed.record(), failed.why());
        bury(failed);
    }

    private void count(Record record, Result why) {
        tally.failedOne();
        inARow++;
        last = why.text();
        failureLog.call(record, why.located());
    }

    void requireFew() throws StopException {
        int most = context.settings().quarantineFailures();
        if (most > 0 && inARow >= most) {
            throw new StopException(Next.QUARANTINE, inARow + " failures in a row, the last one: " + last);
        }
    }

    /**
     * The plugin rejects records that it had taken. Returns when that may count as finished.
     *
     * @throws StopException before any of them is a dead letter, if it takes none at all: they stay in the log for it
     */
    void rejected(List<Failed> rejected) throws StopException, InterruptedException {
        int most = context.settings().quarantineFailures();
        rejectedInARow = rejected.size() < takenSinceKept ? 0 : rejectedInARow + rejected.size();
        last = rejected.get(rejected.size() - 1).why().text();
        if (most > 0 && rejectedInARow >= most) {
            throw new StopException(
                    Next.REJECTING, rejectedInARow + " records in a row are rejected, the last one: " + last);
        }
        for (Failed failed : rejected) {
            tally.rejectedOne();
            failureLog.call(failed.record(), failed.why().located());
            bury(failed);
        }
        takenSinceKept -= rejected.size();
    }

    /** The position is kept. */
    void kept() {
        rejectedInARow = takenSinceKept > 0 ? 0 : rejectedInARow;
        takenSinceKept = 0;
    }

    private void bury(Failed failed) throws StopException, InterruptedException {
        Backoff pauses = Backoff.ofRetries();
        for (boolean kept = false; !kept; ) {
            try {
                madeRoom(letters.add(
                        failed.record(),
                        failed.at(),
                        failed.beforehand(),
                        context.clock().instant(),
                        new DeadLetterFolder.Reason(
                                failed.why().text(), failed.why().stack())));
                kept = true;
            } catch (IOException e) {
                String what = "its dead letters cannot be written: " + e.getMessage();
                failureLog.position("It waits, because the disk takes no dead letter", e.getMessage());
                state.become(State.WAITING, what);
                if (!state.rest(pauses.next())) {
                    throw new StopException(Next.LEAVE, what);
                }
                state.become(State.ACTIVE, "");
            }
        }
    }

    /** Some of the oldest letters had to go. */
    private void madeRoom(int gone) {
        if (gone > 0) {
            tally.lost(gone);
            failureLog.lettersGone(gone);
        }
    }
}
