package org.estreamer.session;

import static org.estreamer.session.ScriptedServer.bundle;
import static org.estreamer.session.ScriptedServer.event;
import static org.estreamer.session.ScriptedServer.offer;
import static org.estreamer.session.ScriptedServer.record;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.estreamer.pipeline.Await;
import org.estreamer.pipeline.message.Message;
import org.estreamer.pipeline.transport.ConnectFailure;
import org.estreamer.pipeline.transport.ConnectProgress;
import org.estreamer.pipeline.transport.ConnectStep;
import org.estreamer.pipeline.transport.Connection;
import org.estreamer.pipeline.transport.Endpoint;
import org.estreamer.request.EventRequest;
import org.estreamer.session.plan.SessionPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ServerCheckTest {
    private static final EventRequest EXTENDED =
            EventRequest.builder().start("oldest").build();
    private static final EventRequest PLAIN =
            EventRequest.builder().flags("ids_1, timestamp").build();

    private final List<String> steps = new ArrayList<>();
    private final BlockingQueue<Message> heard = new LinkedBlockingQueue<>();

    @Test
    void shouldPassEveryStep() throws Exception {
        boolean passed = check(EXTENDED, client -> {
            heard.add(client.read());
            client.send(new Message.Null());
            client.send(offer(5000, 6667));
            client.read(Message.StreamingRequest.class);
            client.send(bundle(1, record(4, 1)));
            heard.add(client.untilGone());
        });

        assertTrue(passed);
        assertEquals(
                List.of(
                        "configuration ok",
                        "name lookup ok",
                        "tcp ok",
                        "tls ok CN=test server",
                        "request ok",
                        "first message ok a bundle of 1 records"),
                shortened("tls", "first message"));
        assertEquals(EXTENDED.startingAt(EventRequest.NOW).eventStreamRequest(), heard.poll(10, TimeUnit.SECONDS));
        assertEquals(new Message.Error(-1, "check is done"), heard.poll(10, TimeUnit.SECONDS));
    }

    @Test
    void shouldNameEveryServiceAndVersionThatIsOffered() throws Exception {
        assertTrue(check(EXTENDED, client -> {
            client.read();
            client.send(new Message.StreamingInformation(List.of(
                    new Message.Service(
                            7000, 0, 0, List.of(new Message.EventVersion(3, 12), Message.EventVersion.TERMINATE)),
                    new Message.Service(6667, 0, 0, List.of()))));
            client.read(Message.StreamingRequest.class);
            client.send(bundle(1, record(4, 1)));
            client.untilGone();
        }));
        assertTrue(
                steps.stream()
                        .anyMatch(step -> step.startsWith("request ok the server offers service 7000 with event type 12"
                                + " version 3, eStreamer (6667) and was asked for")),
                steps::toString);
    }

    @Test
    void shouldPassAPlainServer() throws Exception {
        assertTrue(check(PLAIN, client -> {
            client.read();
            client.send(event(record(4, 1)));
            client.untilGone();
        }));
        assertEquals("first message ok a record, Priority Metadata", steps.get(steps.size() - 1));
    }

    @Test
    void shouldShowWhatAPlainServerRefuses() throws Exception {
        assertFalse(check(PLAIN, client -> {
            client.read();
            client.send(new Message.Error(5, "bad request"));
        }));
        assertEquals("request FAILED the server sent error 5: bad request", steps.get(steps.size() - 1));
    }

    @Test
    void shouldSayWhereAServerClosedWithoutAWord() throws Exception {
        assertFalse(check(EXTENDED, client -> client.read()));
        String last = steps.get(steps.size() - 1);
        assertTrue(last.startsWith("request FAILED connection lost: the server closed it; a server that closes"), last);
    }

    @Test
    void shouldNotWaitForEverForTheFirstMessage() throws Exception {
        assertFalse(check(EXTENDED, Duration.ofSeconds(1), client -> {
            client.accept();
            client.untilGone();
        }));
        String last = steps.get(steps.size() - 1);
        assertTrue(last.startsWith("first message FAILED nothing received for"), last);
    }

    @Test
    void shouldNotLetAServerKeepACheckBusyForEver() throws Exception {
        assertFalse(check(EXTENDED, Duration.ofSeconds(1), client -> {
            client.read();
            try {
                while (true) {
                    client.send(new Message.Null());
                }
            } catch (IOException gone) {
                heard.add(new Message.Null());
            }
        }));
        assertTrue(steps.get(steps.size() - 1).startsWith("request FAILED "), steps.toString());
    }

    @Test
    void shouldTellWhichStepOfConnectingFailed() {
        PlainTransport wrongPassword = new PlainTransport() {
            @Override
            public Connection connect(Endpoint endpoint, ConnectProgress progress) throws ConnectFailure {
                throw new ConnectFailure(ConnectStep.IDENTITY, true, "wrong password", null);
            }
        };

        assertFalse(new ServerCheck(Plans.to(1), wrongPassword, ScriptedServer.CODEC, this::note).run());
        assertEquals("identity FAILED wrong password", steps.get(steps.size() - 1));
    }

    @Test
    void shouldStopAtAWrongConfiguration() {
        SessionPlan plan = new SessionPlan(
                "alpha", null, null, Duration.ZERO, Duration.ZERO, 1, List.of("port: no number", "tls: none"));

        assertFalse(new ServerCheck(plan, new PlainTransport(), ScriptedServer.CODEC, this::note).run());
        assertEquals(List.of("configuration FAILED port: no number; tls: none"), steps);
    }

    private boolean check(EventRequest request, ScriptedServer.Script script) throws IOException {
        return check(request, Duration.ofSeconds(20), script);
    }

    private boolean check(EventRequest request, Duration readTimeout, ScriptedServer.Script script) throws IOException {
        try (ScriptedServer server = new ScriptedServer(script)) {
            SessionPlan plan = Plans.to(server.port(), request, readTimeout);
            boolean passed = new ServerCheck(plan, new PlainTransport(), ScriptedServer.CODEC, this::note).run();
            Await.until("the server has played its script", () -> server.played() == 1);
            assertEquals(List.of(), server.failures());
            return passed;
        }
    }

    private void note(String step, boolean ok, String detail) {
        steps.add(step + (ok ? " ok " : " FAILED ") + detail);
    }

    /** Details only of the steps that are named. */
    private List<String> shortened(String... named) {
        return steps.stream()
                .map(step ->
                        List.of(named).contains(step.split(" ok ", 2)[0]) ? step : step.split(" ok ", 2)[0] + " ok")
                .toList();
    }
}
