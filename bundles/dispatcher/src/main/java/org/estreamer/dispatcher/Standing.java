package org.estreamer.dispatcher;

import java.time.Duration;
import org.estreamer.pipeline.PluginStatus;

/** How a plugin stands with its worker. Written by whoever notices, read from any thread. */
final class Standing {
    private volatile String stuck = "";
    private volatile String slow = "";
    private volatile String quarantined = "";
    private volatile String resting = "";
    private volatile long restsUntil;
    private volatile boolean behind;
    private volatile boolean draining;

    /** Whether it gets records: it neither leaves nor was sent away. */
    boolean atWork() {
        return resting.isEmpty() && !isOut();
    }

    /** Whether it gets nothing until somebody does something. */
    boolean isOut() {
        return draining || quarantined();
    }

    /** It has not come back from a call for long. */
    void stuck(String where) {
        stuck = where;
    }

    boolean stuck() {
        return !stuck.isEmpty();
    }

    String whereStuck() {
        return stuck;
    }

    void goesOn() {
        stuck = "";
    }

    /** Records reach it late; empty if they do not. */
    void slow(String how) {
        slow = how;
    }

    /** Whether a stream went on without it. */
    boolean behind() {
        return behind;
    }

    void behind(boolean is) {
        behind = is;
    }

    /** It gets nothing more until it is let back in. */
    void quarantine(String reason) {
        quarantined = reason;
    }

    boolean quarantined() {
        return !quarantined.isEmpty();
    }

    /** Its worker could not go on: it rests, and begins again from its position. */
    void rest(Duration time, String reason) {
        restsUntil = System.nanoTime() + time.toNanos();
        resting = reason;
    }

    /** Whether it is to begin again now. */
    boolean hasRested(long now) {
        return !resting.isEmpty() && !isOut() && now - restsUntil >= 0;
    }

    /** It is leaving. */
    void drain() {
        draining = true;
    }

    /**
     * What the plugin list says.
     *
     * @param waits what its destination does not take; empty if it takes everything
     * @param lacks which servers' records it does not get; empty if it gets all
     */
    PluginStatus.State state(String waits, String lacks) {
        if (draining) {
            return PluginStatus.State.DRAINING;
        }
        if (quarantined()) {
            return PluginStatus.State.QUARANTINED;
        }
        if (stuck()) {
            return PluginStatus.State.STUCK;
        }
        boolean active = resting.isEmpty() && waits.isEmpty() && lacks.isEmpty();
        if (!active) {
            return PluginStatus.State.WAITING;
        }
        return slow.isEmpty() ? PluginStatus.State.ACTIVE : PluginStatus.State.SLOW;
    }

    /** Why: what weighs most, or nothing. */
    String reason(String waits, String lacks) {
        if (quarantined()) {
            return quarantined;
        }
        if (!resting.isEmpty()) {
            return resting;
        }
        if (stuck() || !waits.isEmpty()) {
            return (behind ? "behind; " : "") + (stuck() ? stuck : waits);
        }
        return lacks.isEmpty() ? slow : lacks;
    }
}
