package org.estreamer.dispatcher.delivery;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.estreamer.dispatcher.replay.Replay;
import org.estreamer.pipeline.log.LogBatch;
import org.estreamer.pipeline.metadata.NameResolver;
import org.estreamer.record.Record;

/**
 * Gives a plugin the records of its replay in short turns, between live ones, which come first. For the plugin's thread.
 *
 * <pre>
 *   live:    | batch | batch |          | batch |             | batch |
 *   replay:                   | turn ... |       | turn | turn |
 * </pre>
 *
 * A plugin that is behind with its live records gets a turn of its replay every second all the same.
 */
final class Replaying {
    /** Who calls the plugin. */
    interface Giver {
        /** Records of a batch come next. */
        void enter(LogBatch batch);

        /** Gives the plugin a record of it, and looks what became of that. */
        void give(Record record, LogBatch batch, int index) throws StopException, InterruptedException;

        /** Whether the plugin takes more for now. */
        boolean goesOn();
    }

    /** So long a live record may have to wait, beside the call under way. */
    private static final long TURN_NANOS = Duration.ofMillis(5).toNanos();

    private static final long LONGEST_PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

    private final Supplier<Replay> current;
    private final Supplier<Subscription> plugin;
    private final Giver giver;
    private final NameResolver names;
    private final LongSupplier nanoTime;
    private final Backoff logPauses = Backoff.ofRetries();
    private Replay replay;
    private LogBatch batch;
    private int done;
    private boolean more;
    private long turnAt;
    private long notBefore;
    private boolean unkept;

    Replaying(
            Supplier<Replay> current,
            Supplier<Subscription> plugin,
            Giver giver,
            NameResolver names,
            LongSupplier nanoTime) {
        this.names = names;
        this.current = current;
        this.plugin = plugin;
        this.giver = giver;
        this.nanoTime = nanoTime;
        turnAt = nanoTime.getAsLong();
    }

    /** Whether there are records for another turn. */
    boolean hasMore() {
        Replay now = current.get();
        if (now != replay) {
            adopt(now);
        }
        return replay != null && more && replay.isOn() && nanoTime.getAsLong() - notBefore >= 0;
    }

    private void adopt(Replay begun) {
        replay = begun;
        batch = null;
        unkept = false;
        more = begun != null && begun.isOn();
        notBefore = nanoTime.getAsLong();
        if (more) {
            begun.begin();
        }
    }

    /** Whether it has had no turn for long, because live records keep coming. */
    boolean isOverdue() {
        return hasMore() && nanoTime.getAsLong() - turnAt >= LONGEST_PAUSE_NANOS;
    }

    /** Gives records for a moment. */
    void turn() throws StopException, InterruptedException {
        long end = nanoTime.getAsLong() + TURN_NANOS;
        try {
            while (isBefore(end) && replay.isOn() && read()) {
                giveSome(end);
            }
        } finally {
            turnAt = nanoTime.getAsLong();
        }
    }

    private boolean isBefore(long end) {
        return nanoTime.getAsLong() - end < 0 && giver.goesOn();
    }

    private void giveSome(long end) throws StopException, InterruptedException {
        int gave = 0;
        giver.enter(batch);
        try {
            do {
                Record record = batch.records().get(done);
                done++;
                if (replay.span().covers(record) && plugin.get().wants().test(record)) {
                    gave++;
                    giver.give(record, batch, done - 1);
                }
            } while (done < batch.records().size() && isBefore(end));
        } catch (StopException e) {
            // what it was given last may not have been taken: better once more than never
            done -= e.next() == StopException.Next.QUARANTINE ? 0 : 1;
            throw e;
        } finally {
            unkept = true;
            replay.finished(done, gave);
            batch = done < batch.records().size() ? batch : null;
        }
    }

    /** Whether there is a record for this turn. */
    private boolean read() {
        if (batch != null) {
            return true;
        }
        try {
            batch = replay.next();
            done = 0;
            more = batch != null;
            if (more) {
                names.nameByToday(batch.records()); // what was called so then may be called otherwise by now
            }
            unkept |= !more;
            logPauses.reset();
            return more;
        } catch (IOException e) {
            Duration pause = logPauses.next();
            notBefore = nanoTime.getAsLong() + pause.toNanos();
            replay.trouble("the log cannot be read for now: " + e.getMessage());
            return false;
        }
    }

    /** Whether the plugin has been given something that may not be persisted, or the end has not been noted. */
    boolean pending() {
        return unkept;
    }

    /** All that the plugin was given is persisted. */
    void kept() {
        if (unkept) {
            unkept = false;
            replay.kept();
        }
    }

    /** The plugin leaves, or is taken back to its positions. */
    void leave() {
        if (replay != null && replay.isOn()) {
            replay.leave();
        }
    }
}
