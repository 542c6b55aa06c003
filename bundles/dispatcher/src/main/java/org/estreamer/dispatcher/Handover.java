package org.estreamer.dispatcher;

import java.time.Duration;
import org.estreamer.record.Record;

/**
 * Hands records to a plugin: the same one again and again while the plugin's destination takes none, such as a database
 * that is down. For the plugin's thread, except where stated.
 */
final class Handover {
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final PluginCode code;
    private final PluginQueue queue;
    private final FailureLog failures;
    private final Runnable betweenAttempts;
    private volatile String reason = "";
    private boolean ended;

    /**
     * Makes one.
     *
     * @param betweenAttempts what is not to wait for the plugin
     */
    Handover(PluginCode code, PluginQueue queue, FailureLog failures, Runnable betweenAttempts) {
        this.code = code;
        this.queue = queue;
        this.failures = failures;
        this.betweenAttempts = betweenAttempts;
    }

    /** Whether the plugin waits for its destination. From any thread. */
    boolean waiting() {
        return !reason.isEmpty();
    }

    /** Why the plugin waits; empty if it does not. From any thread. */
    String reason() {
        return reason;
    }

    /** Gives the plugin a record; false if it failed or {@link #gaveUp}. */
    boolean give(Record record) {
        return code.record(record) || (code.unavailable() && insist(record));
    }

    /** Tells the plugin that its queue is empty; false if it failed or {@link #gaveUp}. */
    boolean tellIdle() {
        return code.idle() || (code.unavailable() && insist(null));
    }

    /** Whether the plugin ended before it had done what it was called for last. */
    boolean gaveUp() {
        return ended || (queue.aborted() && code.interrupted());
    }

    private boolean insist(Record record) {
        long since = System.nanoTime();
        reason = code.failure();
        failures.waiting(reason);
        boolean done = false;
        Duration pause = SHORTEST_PAUSE;
        while (!done && code.unavailable() && rest(pause)) {
            done = record == null ? code.idle() : code.record(record);
            pause = longer(pause);
            // a short pause is no reason to let records pass the plugin by
            queue.freeze(!done);
        }
        queue.freeze(false);
        reason = "";
        if (done) {
            code.forgive();
            failures.goesOn(Duration.ofNanos(System.nanoTime() - since));
        }
        return done;
    }

    /** Waits until the next attempt; false if the plugin is to end. */
    private boolean rest(Duration pause) {
        betweenAttempts.run();
        if (queue.rest(pause)) {
            return true;
        }
        ended = true;
        queue.abort();
        return false;
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }
}
