package org.estreamer.session;

import static org.estreamer.session.ScriptedServer.bundle;
import static org.estreamer.session.ScriptedServer.offer;
import static org.estreamer.session.ScriptedServer.record;
import static org.estreamer.session.ScriptedServer.sends;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.estreamer.pipeline.Await;
import org.estreamer.pipeline.message.Message;
import org.estreamer.pipeline.message.RecordHeader;
import org.estreamer.pipeline.session.SessionStatus;
import org.estreamer.pipeline.session.SessionStatus.State;
import org.estreamer.pipeline.transport.ConnectFailure;
import org.estreamer.pipeline.transport.ConnectProgress;
import org.estreamer.pipeline.transport.ConnectStep;
import org.estreamer.pipeline.transport.Connection;
import org.estreamer.pipeline.transport.Endpoint;
import org.estreamer.pipeline.transport.Transport;
import org.estreamer.record.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes wrong with a server, and how a session gets over it. */
@Timeout(60)
class ServerFaultTest extends SessionRig {
    @Test
    void shouldSayOnceThatAServerWithoutArchivalTimestampsCannotBeAskedExactly() throws Exception {
        Record[] undated = IntStream.range(0, 250)
                .mapToObj(number -> record(71, RecordHeader.SHORT))
                .toArray(Record[]::new);
        start(EXTENDED, sends(bundle(1, undated)));
        log.take();
        Await.until("it is told", () -> said.text().contains("does not say when it stored its records"));
        assertEquals(1, said.lines("does not say when it stored its records").size(), said.text());
    }

    @Test
    void shouldShowTheServersErrorAndComeBack() throws Exception {
        start(
                EXTENDED,
                client -> {
                    client.accept();
                    client.send(new Message.Error(19, "No space\n\u0085\u2028left \u202E\u009B2J"));
                },
                sends(bundle(1, record(4, 1))));

        assertEquals(1, log.take().archiveTimestamp());
        assertTrue(said.text().contains("the server sent error 19: No space left ?2J. Next attempt in"), said.text());
        assertEquals(2, session.status().connects());
        assertEquals(1, log.opened.get());
        assertEquals(0, log.closed.get());
    }

    @Test
    void shouldKeepWhatCameWholeBeforeTheEndOfItsConnection() throws Exception {
        log.gathers = true;
        byte[] error = ScriptedServer.CODEC.encode(new Message.Error(19, "No space"));
        byte[] outOfStep = {9, 9, 9, 9, 0, 0, 0, 0};
        start(
                EXTENDED,
                endsWith(1, error),
                endsWith(2, head(error, 9)),
                endsWith(3, outOfStep),
                endsWith(4),
                sends(bundle(5, record(4, 5))));
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L), seconds(5));
    }

    /** Sends a record and, in the same piece, what ends the connection. */
    private static ScriptedServer.Script endsWith(int number, byte... end) {
        byte[] bundle = ScriptedServer.CODEC.encode(bundle(number, record(4, number)));
        return client -> {
            client.accept();
            client.send(ByteBuffer.allocate(bundle.length + end.length)
                    .put(bundle)
                    .put(end)
                    .array());
        };
    }

    @Test
    void shouldTakeAnErrorThatIsCutForAnError() throws Exception {
        start(
                EXTENDED,
                client -> {
                    client.accept();
                    client.send(new byte[] {0, 1, 0, 1, 0, 0, 0, 0});
                },
                sends(bundle(1, record(4, 1))));
        assertEquals(1, log.take().archiveTimestamp());
        assertTrue(said.text().contains("the server sent an error that is cut: 0 bytes"), said.text());
    }

    @Test
    void shouldComeBackAfterACutAnywhere() throws Exception {
        byte[] offer = ScriptedServer.CODEC.encode(offer(6667));
        byte[] bundle = ScriptedServer.CODEC.encode(bundle(1, record(4, 1)));
        start(
                EXTENDED,
                client -> {}, // before the request is read
                client -> client.read(),
                client -> {
                    client.read();
                    client.send(head(offer, 5));
                },
                client -> {
                    client.read();
                    client.send(offer);
                    client.read();
                },
                client -> {
                    client.accept();
                    client.send(head(bundle, bundle.length - 1));
                },
                client -> {
                    client.accept();
                    client.send(bundle);
                    client.read(Message.Null.class);
                },
                sends(bundle(1, record(4, 2))));

        assertEquals(List.of(1L, 2L), seconds(2));
        assertEquals(7, session.status().connects());
    }

    @Test
    void shouldGiveUpOnASilentServer() throws Exception {
        start(
                EXTENDED,
                Duration.ofSeconds(1),
                client -> client.untilGone(),
                client -> {
                    client.accept();
                    client.untilGone();
                },
                sends(head(ScriptedServer.CODEC.encode(bundle(1, record(4, 1))), 11)),
                sends(bundle(1, record(4, 9))));

        assertEquals(9, log.take().archiveTimestamp());
        assertTrue(said.lines("nothing received for 1 s (readTimeoutSeconds)").size() >= 3, said.text());
    }

    @Test
    void shouldGiveUpOnAServerThatKeepsAliveButDoesNotAnswer() throws Exception {
        start(EXTENDED, Duration.ofMillis(80), client -> {
            client.read();
            while (true) {
                try {
                    client.send(new Message.Null());
                } catch (IOException gone) {
                    return;
                }
            }
        });

        Await.until("it gives up", () -> session.status().detail().contains("has not answered the extended request"));
    }

    @Test
    void shouldStayWithAServerThatSendsEventsWithoutAnAnswer() throws Exception {
        Duration limit = Duration.ofSeconds(1);
        start(EXTENDED, limit, client -> {
            client.read();
            client.send(bundle(1, record(4, 1)));
            for (long end = System.nanoTime() + 2 * limit.toNanos(); System.nanoTime() < end; ) {
                client.send(new Message.Null());
            }
            client.send(bundle(2, record(4, 2)));
            client.untilGone();
        });
        assertEquals(List.of(1L, 2L), seconds(2));
        assertEquals(1, session.status().connects());
    }

    @Test
    void shouldNameTheDefectWhenTheStreamIsOutOfStep() throws Exception {
        start(
                EXTENDED,
                sends(new byte[] {0, 2, 0, 0, 0, 0, 0, 0}),
                sends("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII)),
                sends(bundle(1, record(4, 9))));

        assertEquals(9, log.take().archiveTimestamp());
        assertEquals(2, said.lines("CSCve44987").size(), said.text());
    }

    @Test
    void shouldRefuseAMessageOfThreeGibibytes() throws Exception {
        start(
                EXTENDED,
                sends(new byte[] {0, 1, 0x0F, (byte) 0xA2, (byte) 0xC0, 0, 0, 0}),
                sends(bundle(1, record(4, 9))));

        assertEquals(9, log.take().archiveTimestamp());
        assertEquals(1, said.lines("claims 3221225472 bytes").size(), said.text());
    }

    @Test
    void shouldRefuseAServerThatOffersNoEvents() throws Exception {
        start(EXTENDED, client -> {
            client.read();
            client.send(offer(5000, 7000));
            client.untilGone();
        });

        Await.until(
                "it says so",
                () -> session.status().detail().contains("offers services [5000, 7000] but not eStreamer (6667)"));
    }

    @Test
    void shouldSayWhatWasWrongWhileItTriesAgain() throws Exception {
        start(EXTENDED, client -> {}, client -> client.untilGone());

        Await.until("it says so", () -> session.status().detail().startsWith("again, after: connection lost"));
        assertEquals(State.CONNECTING, session.status().state());
    }

    @Test
    void shouldNotRetryWhatCannotSucceed() {
        session = new ServerSession(
                Plans.to(1), new FailingTransport(true, new AtomicInteger()), ScriptedServer.CODEC, log, metadata);
        session.start();
        Await.until("it fails", () -> session.status().state() == State.FAILED);
        Await.until("it has said so", () -> said.text().contains("Not tried again"));
        assertEquals("the key is missing", session.status().detail());
        assertFalse(said.text().contains("\tat "), said.text());
        assertEquals(1, log.opened.get());
        assertEquals(0, log.closed.get());
    }

    @Test
    void shouldRetryAServerThatIsDown() {
        AtomicInteger tried = new AtomicInteger();
        session =
                new ServerSession(Plans.to(1), new FailingTransport(false, tried), ScriptedServer.CODEC, log, metadata);
        session.start();

        Await.until("it has tried three times", () -> tried.get() >= 3);
        assertEquals(0, session.status().connects());
    }

    /** What a server sends must not end a session for good, whatever it makes go wrong. */
    @Test
    void shouldComeBackAfterAnErrorOfAnyKind() throws Exception {
        Queue<Throwable> thrown = new ArrayDeque<>(
                List.of(new StackOverflowError(), new LinkageError("x"), new IllegalStateException("y")));
        session = new ServerSession(
                Plans.to(1, EXTENDED, Duration.ofSeconds(20)),
                new PlainTransport() {
                    @Override
                    public Connection connect(Endpoint endpoint, ConnectProgress progress) throws ConnectFailure {
                        Throwable next = thrown.poll();
                        if (next instanceof Error error) {
                            throw error;
                        }
                        if (next instanceof RuntimeException unchecked) {
                            throw unchecked;
                        }
                        throw new ConnectFailure(ConnectStep.TCP, false, "the last attempt", null);
                    }
                },
                ScriptedServer.CODEC,
                log,
                metadata);
        session.start();
        Await.until("it goes on", () -> {
            SessionStatus status = session.status();
            return status.state() == State.WAITING && status.detail().startsWith("the last attempt");
        });
    }

    private record FailingTransport(boolean permanent, AtomicInteger tried) implements Transport {
        @Override
        public Connection connect(Endpoint endpoint, ConnectProgress progress) throws ConnectFailure {
            tried.incrementAndGet();
            throw new ConnectFailure(ConnectStep.IDENTITY, permanent, "the key is missing", null);
        }

        @Override
        public void pin(Endpoint endpoint, java.security.cert.X509Certificate certificate) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<java.security.cert.X509Certificate> fetchCertificates(Endpoint endpoint) {
            return List.of();
        }
    }
}
