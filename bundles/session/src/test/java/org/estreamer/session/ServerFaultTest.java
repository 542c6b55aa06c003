package org.estreamer.session;

import static org.estreamer.session.ScriptedServer.bundle;
import static org.estreamer.session.ScriptedServer.offer;
import static org.estreamer.session.ScriptedServer.record;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.estreamer.pipeline.ConnectFailure;
import org.estreamer.pipeline.ConnectProgress;
import org.estreamer.pipeline.ConnectStep;
import org.estreamer.pipeline.Connection;
import org.estreamer.pipeline.Endpoint;
import org.estreamer.pipeline.Message;
import org.estreamer.pipeline.SessionStatus;
import org.estreamer.pipeline.SessionStatus.State;
import org.estreamer.pipeline.Transport;
import org.estreamer.record.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes wrong with a server, and how a session gets over it. */
@Timeout(60)
class ServerFaultTest extends SessionRig {
    @Test
    void shouldShowTheServersErrorAndComeBack() throws Exception {
        start(
                EXTENDED,
                client -> {
                    client.accept();
                    client.send(new Message.Error(19, "No space\nleft"));
                },
                client -> {
                    client.accept();
                    client.send(bundle(1, record(4, 1)));
                    client.untilGone();
                });

        try (CapturedLog log = new CapturedLog()) {
            assertEquals(1, dispatcher.take().archiveTimestamp());
            assertTrue(log.text().contains("the server sent error 19: No space left. Next attempt in"), log.text());
        }
        assertEquals(2, session.status().connects());
        assertEquals(dispatcher.opened.get(), dispatcher.closed.get() + 1);
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
                client -> {
                    client.accept();
                    client.send(bundle(1, record(4, 2)));
                    client.untilGone();
                });

        assertEquals(List.of(1L, 2L), seconds(2));
        assertEquals(7, session.status().connects());
    }

    @Test
    void shouldTakeAFullBundleThoughTheServerCutsWhileAQueueIsFull() throws Exception {
        dispatcher.gate = new CountDownLatch(1);
        CountDownLatch cut = new CountDownLatch(1);
        start(
                EXTENDED,
                client -> {
                    client.accept();
                    client.send(bundle(1, record(4, 1)));
                    awaitUnchecked(dispatcher.dispatching);
                    cut.countDown();
                },
                client -> {
                    client.accept();
                    client.send(bundle(1, record(4, 2)));
                    client.untilGone();
                });
        cut.await();

        dispatcher.gate.countDown();

        assertEquals(List.of(1L, 2L), seconds(2));
    }

    @Test
    void shouldGiveUpOnASilentServer() throws Exception {
        start(
                EXTENDED,
                Duration.ofMillis(80),
                client -> client.untilGone(),
                client -> {
                    client.accept();
                    client.untilGone();
                },
                client -> {
                    client.accept();
                    client.send(head(ScriptedServer.CODEC.encode(bundle(1, record(4, 1))), 11));
                    client.untilGone();
                },
                client -> {
                    client.accept();
                    client.send(bundle(1, record(4, 9)));
                    client.untilGone();
                });

        try (CapturedLog log = new CapturedLog()) {
            assertEquals(9, dispatcher.take().archiveTimestamp());
            assertEquals(
                    3,
                    log.lines("nothing received for 0 s (readTimeoutSeconds)").size(),
                    log.text());
        }
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
    void shouldNameTheDefectWhenTheStreamIsOutOfStep() throws Exception {
        start(
                EXTENDED,
                client -> {
                    client.accept();
                    client.send(new byte[] {0, 2, 0, 0, 0, 0, 0, 0});
                    client.untilGone();
                },
                client -> {
                    client.accept();
                    client.send(
                            "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                    client.untilGone();
                },
                client -> {
                    client.accept();
                    client.send(bundle(1, record(4, 9)));
                    client.untilGone();
                });

        try (CapturedLog log = new CapturedLog()) {
            assertEquals(9, dispatcher.take().archiveTimestamp());
            assertEquals(2, log.lines("CSCve44987").size(), log.text());
        }
    }

    @Test
    void shouldRefuseAMessageOfThreeGibibytes() throws Exception {
        start(
                EXTENDED,
                client -> {
                    client.accept();
                    client.send(new byte[] {0, 1, 0x0F, (byte) 0xA2, (byte) 0xC0, 0, 0, 0});
                    client.untilGone();
                },
                client -> {
                    client.accept();
                    client.send(bundle(1, record(4, 9)));
                    client.untilGone();
                });

        try (CapturedLog log = new CapturedLog()) {
            assertEquals(9, dispatcher.take().archiveTimestamp());
            assertEquals(1, log.lines("claims 3221225472 bytes").size(), log.text());
        }
    }

    @Test
    void shouldSkipUnknownMessagesAndSayEachTypeOnce() throws Exception {
        start(EXTENDED, client -> {
            client.accept();
            for (int i = 0; i < 3; i++) {
                client.send(new Message.Unknown(999, new byte[i]));
                client.send(new Message.Unknown(998, new byte[i]));
            }
            client.send(new Message.EventStreamRequest(0, 0));
            client.send(bundle(1, record(4, 1)));
            client.untilGone();
        });

        try (CapturedLog log = new CapturedLog()) {
            assertEquals(1, dispatcher.take().archiveTimestamp());
            assertEquals(1, log.lines("unknown type 999").size(), log.text());
            assertEquals(1, log.lines("unknown type 998").size(), log.text());
        }
        assertEquals(1, session.status().connects());
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
    void shouldNotRetryWhatCannotSucceed() {
        session = new ServerSession(Plans.to(1), new FailingTransport(true), ScriptedServer.CODEC, dispatcher);
        try (CapturedLog log = new CapturedLog()) {
            session.start();
            Await.until("it fails", () -> session.status().state() == State.FAILED);
            Await.until("it has said so", () -> log.text().contains("Not tried again"));
            assertEquals("the key is missing", session.status().detail());
            assertFalse(log.text().contains("\tat "), log.text());
        }
        assertEquals(1, dispatcher.opened.get());
        assertEquals(1, dispatcher.closed.get());
    }

    @Test
    void shouldRetryAServerThatIsDown() {
        session = new ServerSession(Plans.to(1), new FailingTransport(false), ScriptedServer.CODEC, dispatcher);
        session.start();

        Await.until("it has tried three times", () -> dispatcher.opened.get() >= 3);
        assertEquals(0, session.status().connects());
    }

    @Test
    void shouldCountAndTellOfWhatItCannotRead() throws Exception {
        Record unknown = ScriptedServer.raw(9999, 50, new byte[] {1, 2, 3});
        Record broken = ScriptedServer.raw(4, 60, new byte[] {0, 0, 0, 1, 0, 99, 'x'});
        start(EXTENDED, client -> {
            client.accept();
            client.send(bundle(1, unknown, broken, unknown, broken, record(4, 55)));
            client.untilGone();
        });

        try (CapturedLog log = new CapturedLog()) {
            assertEquals(5, seconds(5).size());
            assertEquals(1, log.lines("no layout for record type 9999").size(), log.text());
            assertEquals(
                    1, log.lines("broken record of type 4 (Priority Metadata)").size(), log.text());
        }
        SessionStatus status = session.status();
        assertEquals(2, status.unknown());
        assertEquals(2, status.faults());
        assertEquals(55, status.archiveTimestamp());
    }

    private record FailingTransport(boolean permanent) implements Transport {
        @Override
        public Connection connect(Endpoint endpoint, ConnectProgress progress) throws ConnectFailure {
            throw new ConnectFailure(ConnectStep.IDENTITY, permanent, "the key is missing", null);
        }

        @Override
        public List<java.security.cert.X509Certificate> fetchCertificates(Endpoint endpoint) {
            return List.of();
        }
    }
}
