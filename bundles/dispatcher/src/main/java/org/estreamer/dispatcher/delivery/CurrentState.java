package org.estreamer.dispatcher.delivery;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.estreamer.pipeline.delivery.PluginStatus.State;

/** The one place where a plugin's state is, and the sign that it is to leave. From any thread. */
final class CurrentState {
    private final InstantSource clock;
    private final AtomicReference<PluginState> state;
    private final CountDownLatch leave = new CountDownLatch(1);
    private volatile boolean interrupted;

    CurrentState(InstantSource clock) {
        this.clock = clock;
        state = new AtomicReference<>(new PluginState(State.ACTIVE, "", clock.instant()));
    }

    PluginState get() {
        return state.get();
    }

    /**
     * The one way to change it.
     *
     * @param reason why, for an operator; empty if there is nothing to say
     * @return whether it is in another state now
     */
    boolean become(State to, String reason) {
        PluginState before = state.getAndUpdate(now -> now.next(to, reason, clock.instant()));
        return before.state() != to && state.get().state() == to;
    }

    /** The plugin is to leave. */
    void leave() {
        become(State.DRAINING, "");
        leave.countDown();
    }

    boolean leaving() {
        return leave.getCount() == 0;
    }

    /** The plugin does not leave by itself: its thread is about to be interrupted. */
    void interrupt() {
        interrupted = true;
    }

    boolean interrupted() {
        return interrupted;
    }

    /**
     * Waits.
     *
     * @return false, and at once, if the plugin is to leave
     */
    boolean rest(Duration pause) throws InterruptedException {
        return !leave.await(pause.toNanos(), TimeUnit.NANOSECONDS);
    }
}
