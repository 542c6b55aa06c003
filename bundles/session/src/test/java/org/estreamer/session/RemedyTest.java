package org.estreamer.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.estreamer.pipeline.Await;
import org.estreamer.pipeline.message.Message;
import org.estreamer.pipeline.session.SessionStatus.State;
import org.estreamer.pipeline.transport.ConnectFailure;
import org.estreamer.pipeline.transport.ConnectProgress;
import org.estreamer.pipeline.transport.ConnectStep;
import org.estreamer.pipeline.transport.Connection;
import org.estreamer.pipeline.transport.Endpoint;
import org.estreamer.request.EventRequest;
import org.estreamer.session.plan.SessionPlan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A session whose files are exchanged: one that could not work, and one that does. */
@Timeout(30)
class RemedyTest {
    @TempDir
    private Path folder;

    private final AtomicInteger attempts = new AtomicInteger();
    private ScriptedServer server;
    private ServerSession session;

    @AfterEach
    void stop() throws IOException {
        session.stop();
        server.close();
    }

    @Test
    void shouldTryAgainWhenTheIdentityIsExchanged() throws Exception {
        Path identity = Files.writeString(folder.resolve("identity.p12"), "bad");
        start(identity);
        Await.until("the session has failed", () -> session.status().state() == State.FAILED);
        assertEquals(1, attempts.get());

        Files.writeString(identity, "good");
        Await.until("the session streams", () -> session.status().state() == State.STREAMING);
        assertEquals(2, attempts.get());
    }

    @Test
    void shouldConnectAnewWhenTheIdentityIsExchangedWhileItStreams() throws Exception {
        Path identity = Files.writeString(folder.resolve("identity.p12"), "good");
        start(identity);
        Await.until("the session streams", () -> session.status().state() == State.STREAMING);

        Files.writeString(identity, "good as well");
        Await.until("there is a second connection", () -> session.status().connects() == 2);
        Await.until("the session streams again", () -> session.status().state() == State.STREAMING);
    }

    @Test
    void shouldEndWithoutDelayWhileItWaits() throws Exception {
        Path identity = Files.writeString(folder.resolve("identity.p12"), "bad");
        Duration quickest = Duration.ofDays(1);
        for (int round = 0; round < 5; round++) { // the machine may be what it waits for now and then
            start(identity);
            Await.until("the session has failed", () -> session.status().state() == State.FAILED);
            long before = System.nanoTime();
            stop();
            Duration took = Duration.ofNanos(System.nanoTime() - before);
            quickest = took.compareTo(quickest) < 0 ? took : quickest;
        }
        assertTrue(quickest.toMillis() < 500, "it waited for its next look: " + quickest);
    }

    private void start(Path identity) throws IOException {
        server = new ScriptedServer(client -> {
            client.accept();
            while (true) {
                client.send(new Message.Null());
                LockSupport.parkNanos(50_000_000);
            }
        });
        SessionPlan usual = Plans.to(server.port());
        Endpoint to = usual.endpoint();
        Endpoint endpoint = new Endpoint(
                to.server(),
                to.host(),
                to.port(),
                identity,
                null,
                "",
                null,
                null,
                false,
                to.tlsVersions(),
                to.connectTimeout(),
                to.readTimeout());
        SessionPlan plan = new SessionPlan(
                "alpha",
                endpoint,
                EventRequest.builder().build(),
                usual.reconnectMin(),
                usual.reconnectMax(),
                usual.maxMessageBytes(),
                List.of());
        session = new ServerSession(
                plan, new PickyTransport(), ScriptedServer.CODEC, new RiggedLog(), new KnownMetadata());
        session.start();
    }

    /** Takes only identities that begin with good. */
    private final class PickyTransport extends PlainTransport {
        @Override
        public Connection connect(Endpoint endpoint, ConnectProgress progress) throws ConnectFailure {
            attempts.incrementAndGet();
            try {
                if (!Files.readString(endpoint.identity()).startsWith("good")) {
                    throw new ConnectFailure(ConnectStep.IDENTITY, true, "identity: is bad", null);
                }
            } catch (IOException e) {
                throw new ConnectFailure(ConnectStep.IDENTITY, true, "identity: " + e.getMessage(), e);
            }
            return super.connect(endpoint, progress);
        }
    }
}
