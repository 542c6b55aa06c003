package org.estreamer.session.conversation;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.estreamer.pipeline.message.Message;
import org.estreamer.pipeline.message.MessageCodec;
import org.estreamer.request.EventRequest;
import org.estreamer.session.connection.Disconnect;
import org.estreamer.session.connection.ServerLink;

/**
 * Asks a server for events.
 *
 * <pre>
 * plain                              extended
 *   client  event stream request  2    client  event stream request   2
 *   server  event data            4    server  streaming information  2051
 *                                      client  streaming request      2049
 *                                      server  message bundle         4002
 * </pre>
 */
public final class Subscription {
    private final EventRequest request;
    private final MessageCodec codec;
    private final ServerLink link;
    private long asked;
    private boolean accepted;
    private boolean served;

    public Subscription(EventRequest request, MessageCodec codec, ServerLink link) {
        this.request = request;
        this.codec = codec;
        this.link = link;
    }

    /** Sends the first message. A plain request is as good as accepted: servers do not answer it. */
    public void ask() throws IOException {
        link.send(codec.encode(request.eventStreamRequest()));
        asked = System.nanoTime();
        accepted = !request.extended();
    }

    /** Tells whether nothing is left to do but to receive. */
    public boolean accepted() {
        return accepted;
    }

    /** Events have come: whatever the server thinks of the request, there is nothing to wait for. */
    void served() {
        served = true;
    }

    /**
     * Answers the server's offer.
     *
     * @param offer the services of the server; others than eStreamer's do not matter
     * @throws Disconnect if the server does not offer events
     */
    public void answer(Message.StreamingInformation offer) throws IOException {
        if (accepted) {
            return;
        }
        List<Long> services = offer.services().stream().map(Message.Service::id).toList();
        if (!services.contains(Message.Service.ESTREAMER)) {
            throw new Disconnect("the server offers services " + services + " but not eStreamer ("
                    + Message.Service.ESTREAMER + "); enable eStreamer on it, or ask without extended_request");
        }
        link.send(codec.encode(request.streamingRequest()));
        accepted = true;
    }

    /**
     * Gives up on a server that keeps the connection alive but does not answer.
     *
     * @param limit how long it may take
     * @throws Disconnect if it took longer
     */
    void checkAnswered(Duration limit) throws Disconnect {
        if (!accepted && !served && System.nanoTime() - asked > limit.toNanos()) {
            throw new Disconnect("the server has not answered the extended request for " + limit.toSeconds()
                    + " s; a server before 4.9 needs flags without extended_request");
        }
    }
}
