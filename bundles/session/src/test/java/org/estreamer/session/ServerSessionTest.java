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
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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
import org.estreamer.request.EventRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A session against servers that do what servers do, and what they should not. */
@Timeout(60)
class ServerSessionTest {
    private static final EventRequest EXTENDED = EventRequest.builder().build();
    private static final EventRequest PLAIN =
            EventRequest.builder().flags("ids_1, metadata_v4, timestamp").build();

    private final QueueDispatcher dispatcher = new QueueDispatcher();
    private final BlockingQueue<Message> heard = new LinkedBlockingQueue<>();
    private ScriptedServer server;
    private ServerSession session;

    @AfterEach
    void stop() throws IOException {
        // before the end: what the client says to leave may come in the middle of a script
        List<Exception> failures = server == null ? List.of() : List.copyOf(server.failures());
        session.stop();
        if (server != null) {
            server.close();
        }
        assertEquals(List.of(), failures);
    }

    @Test
    void shouldStreamInExtendedStyle() throws Exception {
        start(EXTENDED, client -> {
            heard.add(client.read());
            client.send(offer(5000, 6667, 7000));
            heard.add(client.read());
            client.send(bundle(1, record(4, 100), record(4, 101)));
            heard.add(client.read());
            client.send(bundle(2, record(4, 102)));
            heard.add(client.read());
            heard.add(client.untilGone());
        });

        assertEquals(List.of(100L, 101L, 102L), seconds(3));
        assertEquals(EXTENDED.eventStreamRequest(), heard());
        assertEquals(EXTENDED.streamingRequest(), heard());
        assertEquals(new Message.Null(), heard());
        assertEquals(new Message.Null(), heard());
        SessionStatus status = session.status();
        assertEquals(State.STREAMING, status.state());
        assertEquals("CN=test server", status.detail());
        assertEquals(3, status.records());
        assertEquals(102, status.archiveTimestamp());
        assertEquals(1, status.connects());
        session.stop();
        assertEquals(new Message.Error(-1, "client is stopping"), heard());
        assertEquals(State.STOPPED, session.status().state());
    }

    @Test
    void shouldStreamInPlainStyleAndAcknowledgeEveryRecord() throws Exception {
        start(PLAIN, client -> {
            heard.add(client.read());
            client.send(new Message.Null());
            for (int i = 0; i < 3; i++) {
                client.send(event(record(4, 100 + i)));
                heard.add(client.read());
            }
            client.untilGone();
        });

        assertEquals(List.of(100L, 101L, 102L), seconds(3));
        assertEquals(PLAIN.eventStreamRequest(), heard());
        for (int i = 0; i < 3; i++) {
            assertEquals(new Message.Null(), heard());
        }
    }

    @Test
    void shouldNotAnswerKeepAlives() throws Exception {
        start(PLAIN, client -> {
            client.read();
            for (int i = 0; i < 5; i++) {
                client.send(new Message.Null());
            }
            client.send(event(record(4, 7)));
            heard.add(client.read());
            heard.add(client.untilGone());
        });

        assertEquals(7, dispatcher.take().archiveTimestamp());
        assertEquals(new Message.Null(), heard());
        session.stop();
        assertEquals(new Message.Error(-1, "client is stopping"), heard());
    }

    @Test
    void shouldCountBytesWithHeaders() throws Exception {
        byte[] first = ScriptedServer.CODEC.encode(bundle(1, record(4, 1)));
        start(EXTENDED, client -> {
            client.accept();
            client.send(first);
            client.read(Message.Null.class);
            client.send(new Message.Null());
            client.untilGone();
        });
        int offer = ScriptedServer.CODEC.encode(offer(6667)).length;

        Await.until("all bytes are counted", () -> session.status().bytes() == offer + first.length + 8);
    }

    @Test
    void shouldAcknowledgeOnlyWhatIsInEveryQueue() throws Exception {
        dispatcher.gate = new CountDownLatch(1);
        CountDownLatch sent = new CountDownLatch(1);
        start(EXTENDED, client -> {
            client.accept();
            client.send(bundle(1, record(4, 1)));
            sent.countDown();
            heard.add(client.read());
            client.untilGone();
        });
        sent.await();
        dispatcher.dispatching.await();
        assertEquals(null, heard.poll(50, TimeUnit.MILLISECONDS));

        dispatcher.gate.countDown();

        assertEquals(new Message.Null(), heard());
    }

    @Test
    void shouldReadOneByteAtATime() throws Exception {
        byte[] messages = concat(
                ScriptedServer.CODEC.encode(bundle(1, record(4, 1), record(4, 2))),
                ScriptedServer.CODEC.encode(new Message.Null()),
                ScriptedServer.CODEC.encode(bundle(2, record(4, 3))));
        start(EXTENDED, client -> {
            client.accept();
            client.sendSlowly(messages);
            client.untilGone();
        });

        assertEquals(List.of(1L, 2L, 3L), seconds(3));
    }

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
    void shouldResumeFromThePositionOfThePlugins() throws Exception {
        dispatcher.position = OptionalLong.of(1234);
        start(EXTENDED, client -> {
            heard.add(client.read());
            client.send(offer(6667));
            heard.add(client.read());
            client.untilGone();
        });

        assertEquals(EXTENDED.startingAt(1234).eventStreamRequest(), heard());
        assertEquals(EXTENDED.startingAt(1234).streamingRequest(), heard());
    }

    @Test
    void shouldStartAsConfiguredButResumeAfterACut() throws Exception {
        dispatcher.position = OptionalLong.of(1234);
        EventRequest now = EventRequest.builder().start("now").build();
        start(
                now,
                client -> {
                    heard.add(client.accept());
                    dispatcher.position = OptionalLong.of(5678);
                },
                client -> {
                    heard.add(client.accept());
                    client.untilGone();
                });

        assertEquals(now.eventStreamRequest(), heard());
        assertEquals(now.startingAt(5678).eventStreamRequest(), heard());
    }

    @Test
    void shouldConnectAnewAtOnceWhenAPluginNeedsOlderRecords() throws Exception {
        start(EXTENDED, client -> {
            client.accept();
            client.send(bundle(1, record(4, 1)));
            client.read(Message.Null.class);
            heard.add(client.untilGone());
        });
        dispatcher.take();

        dispatcher.restart.run();

        assertEquals(new Message.Error(-1, "client connects anew"), heard());
        dispatcher.take();
        assertEquals(2, session.status().connects());
    }

    @Test
    void shouldIgnoreARestartOfAStreamThatIsOver() throws Exception {
        start(EXTENDED, client -> {
            client.accept();
            client.send(bundle(1, record(4, 1)));
            client.read(Message.Null.class);
            client.untilGone();
        });
        dispatcher.take();
        Runnable old = dispatcher.restart;
        old.run();
        dispatcher.take();

        old.run();

        assertEquals(null, dispatcher.records.poll(50, TimeUnit.MILLISECONDS));
        assertEquals(2, session.status().connects());
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
    void shouldOutliveAMistakeOfADispatcher() throws Exception {
        start(EXTENDED, client -> {
            client.accept();
            client.send(bundle(1, record(4, 1)));
            client.untilGone();
        });
        dispatcher.take();
        dispatcher.gate = null; // makes dispatch throw

        dispatcher.restart.run();
        Await.until("it notices", () -> session.status().detail().contains("unexpected failure"));
        dispatcher.gate = new CountDownLatch(0);

        dispatcher.take();
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

    private void start(EventRequest request, ScriptedServer.Script... scripts) throws IOException {
        start(request, Duration.ofSeconds(20), scripts);
    }

    private void start(EventRequest request, Duration readTimeout, ScriptedServer.Script... scripts)
            throws IOException {
        server = new ScriptedServer(scripts);
        session = new ServerSession(
                Plans.to(server.port(), request, readTimeout), new PlainTransport(), ScriptedServer.CODEC, dispatcher);
        session.start();
    }

    private List<Long> seconds(int count) throws InterruptedException {
        List<Long> seconds = new java.util.ArrayList<>();
        for (int i = 0; i < count; i++) {
            seconds.add(dispatcher.take().archiveTimestamp());
        }
        return seconds;
    }

    private Message heard() throws InterruptedException {
        Message message = heard.poll(10, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("the client said nothing more");
        }
        return message;
    }

    private static byte[] head(byte[] bytes, int length) {
        return java.util.Arrays.copyOf(bytes, length);
    }

    private static byte[] concat(byte[]... parts) {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static void awaitUnchecked(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
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
