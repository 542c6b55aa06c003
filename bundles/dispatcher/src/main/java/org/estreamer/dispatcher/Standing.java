package org.estreamer.dispatcher;

import java.time.Duration;
import org.estreamer.pipeline.PluginStatus;

/** How a plugin stands with its worker. Written by whoever notices, read from any thread. */
final class Standing {
    private volatile String stuck = "";
    private volatile String quarantined = "";
    private volatile String collapsed = "";
    private volatile long collapsedAt;
    private volatile boolean behind;
    private volatile boolean draining;

    /** Whether it gets records: it neither leaves nor was sent away. */
    boolean atWork() {
        return !draining && !quarantined() && collapsed.isEmpty();
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

    /** Its worker could not go on, for no fault of the plugin's. */
    void collapse(String reason) {
        collapsedAt = System.nanoTime();
        collapsed = "goes on from its position in a moment: " + reason;
    }

    /** Whether it has collapsed, and long enough ago to begin again. */
    boolean hasRested(long now, Duration rest) {
        return !collapsed.isEmpty() && !draining && now - collapsedAt >= rest.toNanos();
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
        boolean active = collapsed.isEmpty() && waits.isEmpty() && lacks.isEmpty();
        return active ? PluginStatus.State.ACTIVE : PluginStatus.State.WAITING;
    }

    /** Why: what weighs most, or nothing. */
    String reason(String waits, String lacks) {
        if (quarantined()) {
            return quarantined;
        }
        if (!collapsed.isEmpty()) {
            return collapsed;
        }
        if (stuck() || !waits.isEmpty()) {
            return (behind ? "behind; " : "") + (stuck() ? stuck : waits);
        }
        return lacks;
    }
}
