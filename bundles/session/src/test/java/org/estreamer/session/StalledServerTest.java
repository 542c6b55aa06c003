package org.estreamer.session;

import static org.estreamer.session.ScriptedServer.bundle;
import static org.estreamer.session.ScriptedServer.record;
import static org.estreamer.session.ScriptedServer.sends;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.estreamer.pipeline.Await;
import org.estreamer.pipeline.message.Message;
import org.estreamer.pipeline.session.SessionStatus.State;
import org.estreamer.pipeline.transport.ConnectFailure;
import org.estreamer.pipeline.transport.ConnectProgress;
import org.estreamer.pipeline.transport.Connection;
import org.estreamer.pipeline.transport.Endpoint;
import org.estreamer.session.plan.SessionPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers that are neither silent nor of any use, on connections that would hold for ever. */
@Timeout(60)
class StalledServerTest extends SessionRig {
    private static final long LAST = 9;
    private static final int REQUEST_AND_CHOICE = 2;

    private static final ScriptedServer.Script GOOD = sends(bundle(1, record(4, LAST)));

    @TempDir
    private Path folder;

    @Test
    void shouldGiveUpOnAServerThatSendsButDoesNotRead() throws Exception {
        server = new ScriptedServer(sends(bundle(1, record(4, 1))), GOOD);
        SessionPlan plan = Plans.to(server.port(), EXTENDED, Duration.ofSeconds(1));
        session = new ServerSession(plan, new UnreadTransport(REQUEST_AND_CHOICE), ScriptedServer.CODEC, log, metadata);
        session.start();

        awaitLastRecord();
        assertTrue(
                said.text().contains("the server does not read: what was sent to it has waited for 1 s"), said.text());
        assertTrue(session.status().connects() >= 2);
    }

    @Test
    void shouldGiveUpOnAServerThatDrips() throws Exception {
        byte[] bundle = new byte[10_000];
        System.arraycopy(new byte[] {0, 1, 0x0F, (byte) 0xA2, 0, 0, 0x20, 0}, 0, bundle, 0, 8);
        start(
                EXTENDED,
                Duration.ofMillis(800),
                client -> {
                    client.read();
                    drip(client, bundle);
                },
                client -> {
                    client.accept();
                    drip(client, bundle);
                },
                GOOD);

        awaitLastRecord();
        assertTrue(said.lines("the server drips: no message got complete").size() >= 2, said.text());
        assertTrue(session.status().connects() >= 3);
    }

    @Test
    void shouldConnectAnewWithExchangedTrustInsideAMessage() throws Exception {
        Path trust = Files.writeString(folder.resolve("trust.pem"), "the old CA");
        byte[] message = new byte[10_000];
        System.arraycopy(new byte[] {0, 1, 0x0F, (byte) 0xA2, 0, 0, 0x20, 0}, 0, message, 0, 8);
        server = new ScriptedServer(
                client -> {
                    client.accept();
                    drip(client, message);
                },
                GOOD);
        SessionPlan plan = Plans.trusting(trust, server.port());
        session = new ServerSession(plan, new PlainTransport(), ScriptedServer.CODEC, log, metadata);
        session.start();
        Await.until("the session streams", () -> session.status().state() == State.STREAMING);

        Files.writeString(trust, "the new CA, which has not issued this server's certificate");
        awaitLastRecord();
        assertTrue(said.text().contains("identity or trust has changed"), said.text());
    }

    @Test
    void shouldNotBlameTheServerWhileTheLogTakesNothing() throws Exception {
        log.gate = new CountDownLatch(1);
        CountDownLatch longer = new CountDownLatch(10);
        start(EXTENDED, Duration.ofSeconds(1), client -> {
            client.accept();
            client.send(bundle(1, record(4, 1)));
            awaitUnchecked(log.appending);
            while (longer.getCount() > 0) {
                client.send(new Message.Null());
                longer.countDown();
                LockSupport.parkNanos(Duration.ofMillis(250).toNanos());
            }
            client.read(Message.Null.class);
            client.send(bundle(2, record(4, LAST)));
            client.untilGone();
        });
        log.appending.await();
        Await.until("it says so", () -> session.status().detail().equals("held back: the disk is full"));
        assertEquals(State.STREAMING, session.status().state());
        longer.await(); // more than twice the read timeout

        log.gate.countDown();

        awaitLastRecord();
        assertEquals(1, session.status().connects());
        assertEquals("CN=test server", session.status().detail());
    }

    private void awaitLastRecord() throws IOException, InterruptedException {
        while (log.take().archiveTimestamp() != LAST) {
            assertTrue(session.status().connects() > 0);
        }
    }

    private static void drip(ScriptedServer.Peer client, byte[] bytes) {
        int[] sent = {0};
        untilRefused(() -> {
            client.send(new byte[] {bytes[sent[0]++]});
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        });
    }

    /** On its first connection, whatever follows some writes leaves this side only when the connection is closed. */
    private static final class UnreadTransport extends PlainTransport {
        private final AtomicInteger room;

        UnreadTransport(int room) {
            this.room = new AtomicInteger(room);
        }

        @Override
        public Connection connect(Endpoint endpoint, ConnectProgress progress) throws ConnectFailure {
            Connection made = super.connect(endpoint, progress);
            return room.get() > 0 ? new Unread(made, room) : made;
        }
    }

    private static final class Unread extends ForwardingConnection {
        private final AtomicInteger room;
        private final CountDownLatch closed = new CountDownLatch(1);

        Unread(Connection made, AtomicInteger room) {
            super(made);
            this.room = room;
        }

        @Override
        public OutputStream output() {
            return new FilterOutputStream(super.output()) {
                @Override
                public void write(byte[] bytes) throws IOException {
                    if (room.getAndDecrement() <= 0) {
                        awaitUnchecked(closed);
                    }
                    out.write(bytes);
                }
            };
        }

        @Override
        public void close() {
            super.close();
            closed.countDown();
        }
    }

    private interface Sending {
        void send() throws IOException;
    }

    private static void untilRefused(Sending sending) {
        boolean open = true;
        while (open) {
            try {
                sending.send();
            } catch (IOException e) {
                open = false; // the client has given up, as it should
            }
        }
    }
}
