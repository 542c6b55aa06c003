package org.estreamer.dispatcher.delivery;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.estreamer.pipeline.delivery.PluginStatus.State;

/**
 * Where a plugin stands, and why.
 *
 * <pre>
 *   ACTIVE --&gt; SLOW --&gt; STUCK --&gt; QUARANTINED
 *    ^  ^       |       ^  |        ^
 *    |  +-------+       |  |        |
 *    +------------------|--+        |        each of them --&gt; DRAINING
 *    +-----&gt; WAITING ---+-----------+        REFUSED has no worker, and so no way from it
 * </pre>
 *
 * <p>A busy plugin is SLOW, then STUCK, and back as soon as its call returns; one that stays in it, or fails too often in a
 * row, is QUARANTINED. One whose destination takes nothing is WAITING, which never becomes SLOW: it is not to blame. After
 * QUARANTINED or REFUSED a plugin begins anew, as ACTIVE, when it is let back in or its properties change.
 *
 * @param state  the state
 * @param reason why, for an operator; empty if there is nothing to say
 * @param since  since when that is so
 */
public record PluginState(State state, String reason, Instant since) {
    private static final Set<State> AT_WORK = EnumSet.of(State.ACTIVE, State.SLOW, State.STUCK, State.WAITING);

    /** Whether the plugin gets records, now or by itself later. */
    public boolean atWork() {
        return AT_WORK.contains(state);
    }

    /**
     * The one way from a state to the next.
     *
     * @return this one where there is no way to that state, or nothing changes
     */
    PluginState next(State to, String why, Instant now) {
        if (!leadsTo(to) || (state == to && reason.equals(why))) {
            return this;
        }
        return new PluginState(to, why, now);
    }

    private boolean leadsTo(State to) {
        return switch (state) {
            case ACTIVE, SLOW, STUCK -> to != State.REFUSED;
            case WAITING -> to != State.SLOW && to != State.REFUSED;
            case QUARANTINED -> to == State.DRAINING;
            case DRAINING, REFUSED -> false;
        };
    }
}
