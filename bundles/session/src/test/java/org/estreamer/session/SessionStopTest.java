package org.estreamer.session;

import static org.estreamer.session.ScriptedServer.bundle;
import static org.estreamer.session.ScriptedServer.record;
import static org.estreamer.session.ScriptedServer.sends;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.estreamer.pipeline.Await;
import org.estreamer.pipeline.session.SessionStatus.State;
import org.estreamer.pipeline.transport.ConnectFailure;
import org.estreamer.pipeline.transport.ConnectProgress;
import org.estreamer.pipeline.transport.Connection;
import org.estreamer.pipeline.transport.Endpoint;
import org.estreamer.request.EventRequest;
import org.estreamer.session.plan.SessionPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Stopping from another thread, whatever the reader is doing. */
@Timeout(60)
class SessionStopTest {
    private static final Duration A_FEW_SECONDS = Duration.ofSeconds(20);

    private final RiggedLog log = new RiggedLog();
    private final KnownMetadata metadata = new KnownMetadata();

    @Test
    void shouldStopBeforeItStarted() {
        ServerSession session = session(1, new PlainTransport());

        stop(session);
    }

    @Test
    void shouldStopWhileTheLogIsOpened() {
        log.openGate = new CountDownLatch(1);
        ServerSession session = session(1, new PlainTransport());
        session.start();
        Await.until("it connects", () -> session.status().state() == State.CONNECTING);

        stop(session);

        assertEquals(0, readers());
    }

    @Test
    void shouldStopWhileWaitingForTheNextAttempt() {
        ServerSession session =
                new ServerSession(slow(Plans.to(1)), new PlainTransport(), ScriptedServer.CODEC, log, metadata);
        session.start();
        Await.until("it waits", () -> session.status().state() == State.WAITING);

        stop(session);

        assertEquals(0, readers());
    }

    @Test
    void shouldStopWhileTheLogTakesNothing() throws Exception {
        log.gate = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(sends(bundle(1, record(4, 1))))) {
            ServerSession session = session(server.port(), new PlainTransport());
            session.start();
            log.appending.await();

            stop(session);

            assertEquals(0, readers());
            assertEquals(1, log.closed.get());
        }
    }

    @Test
    void shouldStopWhileConnectingAndCloseAConnectionThatComesTooLate() throws Exception {
        CountDownLatch connecting = new CountDownLatch(1);
        CountDownLatch late = new CountDownLatch(1);
        AtomicBoolean closed = new AtomicBoolean();
        ServerSession session = session(1, new PlainTransport() {
            @Override
            public Connection connect(Endpoint endpoint, ConnectProgress progress) {
                connecting.countDown();
                awaitIgnoringInterrupts(late);
                return new StubConnection(InputStream.nullInputStream(), new ByteArrayOutputStream(), closed);
            }
        });
        session.start();
        connecting.await();

        stop(session);
        late.countDown();

        Await.until("the late connection is closed", closed::get);
        Await.until("the thread is gone", () -> readers() == 0);
        assertEquals(0, session.status().connects());
    }

    @Test
    void shouldStopThoughTheServerDoesNotRead() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        AtomicBoolean closed = new AtomicBoolean();
        ServerSession session = session(1, new PlainTransport() {
            @Override
            public Connection connect(Endpoint endpoint, ConnectProgress progress) throws ConnectFailure {
                return new StubConnection(InputStream.nullInputStream(), new StuckOutput(writing, closed), closed);
            }
        });
        session.start();
        writing.await();

        stop(session);

        assertTrue(closed.get());
        Await.until("the thread is gone", () -> readers() == 0);
    }

    @Test
    void shouldStopTwice() {
        ServerSession session = session(1, new PlainTransport());
        session.start();
        stop(session);
        stop(session);
    }

    private ServerSession session(int port, PlainTransport transport) {
        return new ServerSession(Plans.to(port), transport, ScriptedServer.CODEC, log, metadata);
    }

    private static SessionPlan slow(SessionPlan plan) {
        return new SessionPlan(
                plan.name(),
                plan.endpoint(),
                EventRequest.builder().build(),
                Duration.ofHours(1),
                Duration.ofHours(1),
                plan.maxMessageBytes(),
                List.of());
    }

    private static void stop(ServerSession session) {
        assertTimeout(A_FEW_SECONDS, session::stop);
        assertEquals(State.STOPPED, session.status().state());
    }

    private static long readers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("estreamer-session-alpha"))
                .count();
    }

    private static void awaitIgnoringInterrupts(CountDownLatch latch) {
        boolean open = false;
        while (!open) {
            try {
                latch.await();
                open = true;
            } catch (InterruptedException e) {
                open = false; // as a blocking connect does
            }
        }
    }

    /** A server whose window is full: writing blocks until the connection is closed. */
    private static final class StuckOutput extends OutputStream {
        private final CountDownLatch writing;
        private final AtomicBoolean closed;

        StuckOutput(CountDownLatch writing, AtomicBoolean closed) {
            this.writing = writing;
            this.closed = closed;
        }

        @Override
        public void write(int octet) throws IOException {
            writing.countDown();
            Await.until("the connection is closed", closed::get);
            throw new IOException("closed");
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            write(0);
        }
    }

    private record StubConnection(InputStream input, OutputStream output, AtomicBoolean closed) implements Connection {
        @Override
        public String protocol() {
            return "none";
        }

        @Override
        public List<X509Certificate> peerCertificates() {
            return List.of();
        }

        @Override
        public List<String> expiryWarnings(Instant now) {
            return List.of();
        }

        @Override
        public void close() {
            closed.set(true);
        }
    }
}
