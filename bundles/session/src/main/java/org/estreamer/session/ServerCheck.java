package org.estreamer.session;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.estreamer.pipeline.message.Message;
import org.estreamer.pipeline.message.MessageCodec;
import org.estreamer.pipeline.message.MessageReader;
import org.estreamer.pipeline.session.CheckReport;
import org.estreamer.pipeline.transport.ConnectFailure;
import org.estreamer.pipeline.transport.ConnectStep;
import org.estreamer.pipeline.transport.Connection;
import org.estreamer.pipeline.transport.Transport;
import org.estreamer.request.EventRequest;
import org.estreamer.session.connection.Disconnect;
import org.estreamer.session.connection.ServerLink;
import org.estreamer.session.conversation.OfferedServices;
import org.estreamer.session.conversation.Subscription;
import org.estreamer.session.plan.SessionPlan;

/** Tries a server step by step, on a connection of its own that asks for new events only and keeps none. */
final class ServerCheck {
    private static final String REQUEST = "request";
    private static final String FIRST_MESSAGE = "first message";

    private final SessionPlan plan;
    private final Transport transport;
    private final MessageCodec codec;
    private final CheckReport report;
    private String step = "tls";
    private boolean heard;
    private String offered = "";

    ServerCheck(SessionPlan plan, Transport transport, MessageCodec codec, CheckReport report) {
        this.plan = plan;
        this.transport = transport;
        this.codec = codec;
        this.report = report;
    }

    /**
     * Tries every step up to the first that fails.
     *
     * @return whether none failed
     */
    boolean run() {
        if (!plan.problems().isEmpty()) {
            report.step("configuration", false, plan.problemText());
            return false;
        }
        report.step("configuration", true, "session " + plan.name() + " to " + plan.address());
        try (ServerLink link = new ServerLink(plan.name(), codec)) {
            return withinLimit(link);
        }
    }

    /** Read timeouts alone would let a server that sends a byte now and then hold up the check for ever. */
    private boolean withinLimit(ServerLink link) {
        Duration limit = plan.endpoint()
                .connectTimeout()
                .plus(plan.endpoint().readTimeout().multipliedBy(2));
        CountDownLatch done = new CountDownLatch(1);
        Thread guard = new Thread(() -> endAfter(limit, done, link), "estreamer-check-" + plan.name());
        guard.setDaemon(true);
        guard.start();
        try {
            return meet(link);
        } finally {
            done.countDown();
        }
    }

    private static void endAfter(Duration limit, CountDownLatch done, ServerLink link) {
        try {
            if (!done.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                link.end("check took too long");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean meet(ServerLink link) {
        try {
            Connection connection = transport.connect(
                    plan.endpoint(), (passed, finding) -> report.step(name(passed), true, finding.toString()));
            link.adopt(connection);
            converse(link, connection);
            link.end("check is done");
            return true;
        } catch (ConnectFailure e) {
            report.step(name(e.step()), false, e.getMessage());
        } catch (IOException e) {
            report.step(step, false, Disconnect.reason(e, plan.endpoint().readTimeout(), heard));
        }
        return false;
    }

    private void converse(ServerLink link, Connection connection) throws IOException {
        step = REQUEST;
        EventRequest request = plan.request().startingAt(EventRequest.NOW);
        Subscription subscription = new Subscription(request, codec, link);
        subscription.ask();
        try (MessageReader reader = codec.reader(plan.name(), connection.input(), plan.maxMessageBytes())) {
            hear(reader, request, subscription);
        }
    }

    private void hear(MessageReader reader, EventRequest request, Subscription subscription) throws IOException {
        while (!subscription.accepted()) {
            if (next(reader) instanceof Message.StreamingInformation offer) {
                offered = OfferedServices.words(offer.services());
                subscription.answer(offer);
            }
        }
        if (request.extended()) {
            passed(REQUEST, "the server offers " + offered + " and was asked for " + request);
            step = FIRST_MESSAGE;
        }
        Message first = next(reader);
        if (!request.extended()) {
            passed(REQUEST, "the server did not refuse " + request);
        }
        passed(FIRST_MESSAGE, kind(first));
    }

    private void passed(String what, String detail) {
        report.step(what, true, detail);
    }

    private Message next(MessageReader reader) throws IOException {
        Message message = reader.next();
        if (message == null) {
            throw new EOFException("the server closed it");
        }
        heard = true;
        if (message instanceof Message.Error error) {
            throw Disconnect.serverError(error);
        }
        return message;
    }

    private static String kind(Message message) {
        if (message instanceof Message.Bundle bundle) {
            return "a bundle of " + bundle.records().size() + " records";
        }
        if (message instanceof Message.EventData event) {
            return "a record, " + event.records().get(0).name();
        }
        return message instanceof Message.Null
                ? "a keep-alive"
                : message.getClass().getSimpleName();
    }

    private static String name(ConnectStep step) {
        return switch (step) {
            case IDENTITY -> "identity";
            case TRUST -> "trust";
            case LOOKUP -> "name lookup";
            case TCP -> "tcp";
            case TLS -> "tls";
        };
    }
}
