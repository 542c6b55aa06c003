package org.estreamer.session.conversation;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.estreamer.pipeline.Ticker;
import org.estreamer.pipeline.log.FencedException;
import org.estreamer.pipeline.message.Message;
import org.estreamer.pipeline.message.MessageCodec;
import org.estreamer.pipeline.message.MessageReader;
import org.estreamer.pipeline.transport.Connection;
import org.estreamer.record.RecordBatch;
import org.estreamer.request.EventRequest;
import org.estreamer.session.connection.Arrivals;
import org.estreamer.session.connection.ConnectionFiles;
import org.estreamer.session.connection.Disconnect;
import org.estreamer.session.connection.LinkWatch;
import org.estreamer.session.connection.ServerLink;
import org.estreamer.session.plan.SessionPlan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is said on one connection, from the request to the end. */
public final class Conversation {
    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

    /** While more is here already, two can go in one piece. With more of them a server that sends few bundles ahead stands still. */
    private static final int MOST_UNACKNOWLEDGED = 2;

    private final SessionPlan plan;
    private final MessageCodec codec;
    private final ServerLink link;
    private final SessionLog log;
    private final RecordCensus census;
    private final ConnectionFiles files;
    private final Runnable onStreaming;
    private final byte[] acknowledgement;
    private int unacknowledged;
    private boolean streaming;
    private long streamingSince;
    private long heard;

    /**
     * Prepares a conversation.
     *
     * @param files       what the connection is made with; once they are others, a new connection is due
     * @param onStreaming told once, when the server has accepted the request
     */
    public Conversation(
            SessionPlan plan,
            MessageCodec codec,
            ServerLink link,
            SessionLog log,
            RecordCensus census,
            ConnectionFiles files,
            Runnable onStreaming) {
        this.plan = plan;
        this.codec = codec;
        this.link = link;
        this.log = log;
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
     * @throws InterruptedException if the thread was interrupted while the log took nothing
     * @throws FencedException      if another session has taken the log
     */
    public String hold(Connection connection, EventRequest request) throws InterruptedException, FencedException {
        Arrivals arrivals = new Arrivals(connection.input());
        Ticker.Ticking watching =
                new LinkWatch(link, arrivals, files, plan.endpoint().readTimeout()).start();
        try (watching) {
            throw converse(arrivals, new Subscription(request, codec, link));
        } catch (FencedException e) {
            throw e;
        } catch (IOException e) {
            keepWhatCame(e);
            LOG.debug("Session {}: disconnected", plan.name(), e);
            String verdict = link.verdict();
            return verdict == null ? Disconnect.reason(e, plan.endpoint().readTimeout(), heard > 0) : verdict;
        }
    }

    /** What came whole before the end counts: a server may end each connection in the same way, right behind its records. */
    private void keepWhatCame(IOException end) throws InterruptedException, FencedException {
        try {
            log.flush();
        } catch (FencedException e) {
            throw e;
        } catch (IOException e) {
            end.addSuppressed(e); // it is asked for again
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
        try (MessageReader reader = codec.reader(plan.name(), arrivals, plan.maxMessageBytes())) {
            return receive(arrivals, reader, subscription);
        }
    }

    private EOFException receive(Arrivals arrivals, MessageReader reader, Subscription subscription)
            throws IOException, InterruptedException {
        while (true) {
            if (subscription.accepted()) {
                streams();
            }
            settle(reader);
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
    public Duration served() {
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
            deliver(bundle.records(), subscription);
        } else if (message instanceof Message.EventData event) {
            deliver(event.records(), subscription);
        } else if (message instanceof Message.Null) {
            subscription.checkAnswered(plan.endpoint().readTimeout());
        } else if (message instanceof Message.StreamingInformation offer) {
            subscription.answer(offer);
            if (census.offered(offer)) {
                keep(offer);
            }
        } else if (message instanceof Message.Error error) {
            throw Disconnect.serverError(error);
        } else if (message instanceof Message.Unknown cut && cut.type() == Message.Error.TYPE) {
            throw new Disconnect(
                    "the server sent an error that is cut: " + cut.content().length + " bytes of at least 6");
        } else if (message instanceof Message.Unknown || message instanceof Message.HostData) {
            keep(message);
        } else {
            LOG.debug("Session {}: {} skipped", plan.name(), message.getClass().getSimpleName());
        }
    }

    private void deliver(RecordBatch records, Subscription subscription) throws IOException, InterruptedException {
        subscription.served();
        streams();
        append(records);
        unacknowledged++;
        if (unacknowledged >= MOST_UNACKNOWLEDGED) {
            acknowledge();
        }
    }

    /** What is no event is a record all the same, with its bytes. Servers expect no acknowledgement of it. */
    private void keep(Message message) throws IOException, InterruptedException {
        byte[] bytes = codec.encode(message);
        append(codec.records(plan.name(), bytes, 0, bytes.length));
    }

    private void append(RecordBatch records) throws IOException, InterruptedException {
        census.count(records);
        log.append(records);
        census.repeated(log.repeated());
        askAgainIfDue();
    }

    /** Before a wait, what is gathered is written and acknowledged: the server may wait for that. */
    private void settle(MessageReader reader) throws IOException, InterruptedException {
        if (!reader.ready()) {
            log.flush();
            acknowledge();
            askAgainIfDue();
        }
    }

    /** An acknowledgement asks for more, so it waits until the log has the records: that is the flow control. */
    private void acknowledge() throws IOException {
        if (unacknowledged > 0 && log.written()) {
            link.send(unacknowledged == 1 ? acknowledgement : acknowledgements(unacknowledged));
            unacknowledged = 0;
        }
    }

    private byte[] acknowledgements(int count) {
        ByteBuffer all = ByteBuffer.allocate(count * acknowledgement.length);
        while (all.hasRemaining()) {
            all.put(acknowledgement);
        }
        return all.array();
    }

    private void askAgainIfDue() throws Disconnect {
        if (log.askAgain()) {
            LOG.info(
                    "Session {}: connecting anew: the server has sent a record from before the second it was asked from,"
                            + " and may have stored others like it unseen",
                    plan.name());
            link.end("client connects anew");
            throw new Disconnect("asks once more, from an earlier second");
        }
    }
}
