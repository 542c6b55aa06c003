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
     * Chooses. The configured start holds for the first connection that streams. From then on what the plugins have
     * finished decides, and until they have finished anything what was received: with {@code start=now} the events of
     * an interruption would be lost otherwise, with {@code start=oldest} all would come again.
     *
     * @param position the second that the plugins need, if they have one
     * @param newest   the newest archival second received since the session started; 0 for none
     * @return the request to send
     */
    EventRequest next(OptionalLong position, long newest) {
        if ((streamed || configured.resumes()) && position.isPresent()) {
            return configured.startingAt(position.getAsLong());
        }
        return streamed && newest > 0 ? configured.startingAt(newest) : configured;
    }

    /** Takes note that the server accepted a request. */
    void streamed() {
        streamed = true;
    }
}
