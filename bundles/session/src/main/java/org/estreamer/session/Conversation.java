package org.estreamer.session;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import org.estreamer.pipeline.Connection;
import org.estreamer.pipeline.Message;
import org.estreamer.pipeline.MessageCodec;
import org.estreamer.pipeline.MessageReader;
import org.estreamer.pipeline.RecordStream;
import org.estreamer.record.RecordBatch;
import org.estreamer.request.EventRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is said on one connection, from the request to the end. */
final class Conversation {
    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

    private final SessionPlan plan;
    private final MessageCodec codec;
    private final ServerLink link;
    private final RecordStream stream;
    private final RecordCensus census;
    private final ConnectionFiles files;
    private final Runnable onStreaming;
    private final byte[] acknowledgement;
    private boolean streaming;
    private long streamingSince;
    private long heard;

    /**
     * Prepares a conversation.
     *
     * @param files       what the connection is made with; once they are others, a new connection is due
     * @param onStreaming told once, when the server has accepted the request
     */
    Conversation(
            SessionPlan plan,
            MessageCodec codec,
            ServerLink link,
            RecordStream stream,
            RecordCensus census,
            ConnectionFiles files,
            Runnable onStreaming) {
        this.plan = plan;
        this.codec = codec;
        this.link = link;
        this.stream = stream;
        this.census = census;
        this.files = files;
        this.onStreaming = onStreaming;
        this.acknowledgement = codec.encode(new Message.Null());
    }

    /**
     * Asks and receives until the connection ends.
     *
     * @param connection the connection, which the link has adopted
     * @param request    what to ask for
     * @return why it ended, for an operator
     * @throws InterruptedException if the thread was interrupted while a plugin's queue was full
     */
    String hold(Connection connection, EventRequest request) throws InterruptedException {
        Arrivals arrivals = new Arrivals(connection.input());
        Ticker.Ticking watching =
                new LinkWatch(link, arrivals, files, plan.endpoint().readTimeout()).start();
        try (watching) {
            throw converse(arrivals, new Subscription(request, codec, link));
        } catch (IOException e) {
            LOG.debug("Session {}: disconnected", plan.name(), e);
            String verdict = link.verdict();
            return verdict == null ? Disconnect.reason(e, plan.endpoint().readTimeout(), heard > 0) : verdict;
        }
    }

    /**
     * Asks and receives.
     *
     * @return that the server has closed the connection between two messages; every other end is thrown
     */
    private EOFException converse(Arrivals arrivals, Subscription subscription)
            throws IOException, InterruptedException {
        subscription.ask();
        MessageReader reader = codec.reader(plan.name(), arrivals, plan.maxMessageBytes());
        while (true) {
            if (subscription.accepted()) {
                streams();
            }
            arrivals.waits().begin();
            Message message = reader.next();
            arrivals.waits().end();
            if (message == null) {
                return new EOFException("the server closed it");
            }
            census.received(reader.position() - heard);
            heard = reader.position();
            take(message, subscription);
        }
    }

    /** How long events were received; zero if there was no request accepted or no message since. */
    Duration served() {
        return streaming && heard > 0 ? Duration.ofNanos(System.nanoTime() - streamingSince) : Duration.ZERO;
    }

    private void streams() {
        if (!streaming) {
            streaming = true;
            streamingSince = System.nanoTime();
            onStreaming.run();
        }
    }

    private void take(Message message, Subscription subscription) throws IOException, InterruptedException {
        if (message instanceof Message.Bundle bundle) {
            deliver(bundle.records());
        } else if (message instanceof Message.EventData event) {
            deliver(event.records());
        } else if (message instanceof Message.Null) {
            subscription.checkAnswered(plan.endpoint().readTimeout());
        } else if (message instanceof Message.StreamingInformation offer) {
            subscription.answer(offer);
        } else if (message instanceof Message.Error error) {
            throw Disconnect.serverError(error);
        } else if (message instanceof Message.Unknown unknown) {
            census.unknownMessage(unknown.type(), unknown.content().length);
        } else {
            LOG.debug("Session {}: {} skipped", plan.name(), message.getClass().getSimpleName());
        }
    }

    /** The acknowledgement asks for more, so it waits until every queue has taken the records: that is the flow control. */
    private void deliver(RecordBatch records) throws IOException, InterruptedException {
        streams();
        census.count(records);
        stream.dispatch(records);
        link.send(acknowledgement);
    }
}
