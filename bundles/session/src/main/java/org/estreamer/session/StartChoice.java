package org.estreamer.session;

import java.util.OptionalLong;
import org.estreamer.request.EventRequest;

/** Chooses where the events of the next connection begin. */
final class StartChoice {
    private final EventRequest configured;
    private boolean streamed;

    StartChoice(EventRequest configured) {
        this.configured = configured;
    }

    /**
     * Chooses. What the plugins have finished decides; the configured start holds only where they have finished nothing
     * yet, and only for the first connection that streams, after which it is what was received: with {@code start=now}
     * the events of an interruption or of a restart would be lost otherwise.
     *
     * @param position the second that the plugins need, if they have one
     * @param newest   the newest archival second received since the session started; 0 for none
     * @return the request to send
     */
    EventRequest next(OptionalLong position, long newest) {
        if (position.isPresent()) {
            return configured.startingAt(position.getAsLong());
        }
        return streamed && newest > 0 ? configured.startingAt(newest) : configured;
    }

    /** Takes note that the server accepted a request. */
    void streamed() {
        streamed = true;
    }
}
