package org.estreamer.transport;

import static org.estreamer.transport.Endpoints.endpoint;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.estreamer.pipeline.transport.ConnectFailure;
import org.estreamer.pipeline.transport.ConnectProgress;
import org.estreamer.pipeline.transport.ConnectStep;
import org.estreamer.pipeline.transport.Connection;
import org.estreamer.pipeline.transport.Endpoint;
import org.estreamer.transport.TestPki.Party;
import org.estreamer.transport.connection.Handshake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ConnectionTest extends TlsRig {
    private static final int MORE_THAN_ANY_BUFFER = 64 << 20;

    private static TestServer serve(String tls, Party clientCa, TestServer.Service service) {
        return TestServer.start(InetAddress.getLoopbackAddress(), tls, clientCa.cert(), service, server);
    }

    private Connection connect(Endpoint endpoint) throws ConnectFailure {
        return transport.connect(endpoint, ConnectProgress.NONE);
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.2, 3", "TLSv1.2, 100", "TLSv1.3, 3", "TLSv1.3, 100"})
    void shouldLoseNothingWhenAReadTimesOutInsideATlsRecord(String tls, int passed) throws IOException {
        byte[] sent = new byte[4000];
        new Random(1).nextBytes(sent);
        try (TestServer running = serve(tls, ca, TestServer::echo);
                Relay relay = Relay.to(running.port());
                Connection connection = connect(
                        to(relay.port()).readTimeout(Duration.ofMillis(300)).build())) {
            connection.output().write(1);
            assertArrayEquals(new byte[] {1}, read(connection, 1));
            relay.holdAfter(passed);
            connection.output().write(sent);
            await(relay.holding());
            for (int i = 0; i < 2; i++) {
                assertThrows(
                        SocketTimeoutException.class, () -> connection.input().read(new byte[1]));
            }
            relay.release();
            assertArrayEquals(sent, read(connection, sent.length));
        }
    }

    @Test
    void shouldStayUsableWhenTheServerWasSilent() throws IOException {
        try (TestServer running = serve(null, ca, TestServer::echo);
                Connection connection = connect(
                        to(running.port()).readTimeout(Duration.ofMillis(300)).build())) {
            assertThrows(SocketTimeoutException.class, () -> connection.input().read());
            connection.output().write(7);
            assertArrayEquals(new byte[] {7}, read(connection, 1));
        }
    }

    /** The next bytes, however often a read times out before they are here. */
    private static byte[] read(Connection connection, int count) {
        return assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            byte[] bytes = new byte[count];
            int filled = 0;
            while (filled < count) {
                try {
                    int more = connection.input().read(bytes, filled, count - filled);
                    assertTrue(more > 0, "the server has ended");
                    filled += more;
                } catch (SocketTimeoutException e) {
                    // the next read goes on where this one stopped
                }
            }
            return bytes;
        });
    }

    @Test
    void shouldTellThatBytesHaveArrivedBeforeTheyAreDecrypted() throws IOException {
        try (TestServer running = serve(null, ca, TestServer::echo);
                Connection connection = connect(to(running.port()).build())) {
            connection.output().write(6);
            assertEquals(6, connection.input().read());
            assertEquals(0, connection.input().available());
            connection.output().write(7);
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
                while (connection.input().available() == 0) {
                    Thread.onSpinWait();
                }
            });
            assertEquals(7, connection.input().read());
        }
    }

    /** In TLS 1.3 a client learns only at its first read whether it is welcome; in 1.2 within the handshake. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void shouldAdviseWhenTheServerRejectsTheClient(String tls) throws IOException {
        Party otherCa = TestPki.authority("other CA");
        try (TestServer running = serve(tls, otherCa, TestServer::echo)) {
            Endpoint endpoint = to(running.port()).build();
            Failures.passing(
                    ConnectStep.TLS,
                    () -> {
                        try (Connection connection = connect(endpoint)) {
                            connection.output().write(1);
                            connection.input().read();
                        }
                    },
                    "127.0.0.1:" + running.port(),
                    "NAT");
        }
    }

    @Test
    void shouldAdviseWhenTheServerClosesWithoutAWord() throws IOException {
        try (TestServer running =
                        serve(null, ca, accepted -> accepted.getOutputStream().flush());
                Connection connection = connect(to(running.port()).build())) {
            Failures.passing(ConnectStep.TLS, () -> connection.input().read(), "without a word", "NAT");
        }
    }

    @Test
    void shouldEndWhereTheServerEnds() throws IOException {
        try (TestServer running =
                        serve(null, ca, accepted -> accepted.getOutputStream().write(5));
                Connection connection = connect(to(running.port()).build())) {
            assertEquals(5, connection.input().read());
            assertEquals(-1, connection.input().read());
        }
    }

    @Test
    void shouldEndABlockedReadWhenClosed() throws Exception {
        try (TestServer running = serve(null, ca, TestServer::echo);
                Connection connection = connect(to(running.port()).build())) {
            IOException thrown =
                    whileClosing(connection, () -> connection.input().read());
            assertFalse(thrown instanceof ConnectFailure, thrown.toString());
            assertThrows(IOException.class, () -> connection.input().read());
            assertThrows(IOException.class, () -> connection.output().write(1));
        }
    }

    @Test
    void shouldEndABlockedWriteToAServerThatDoesNotRead() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (TestServer running = serve(null, ca, accepted -> await(end));
                Connection connection = connect(to(running.port()).build())) {
            whileClosing(connection, () -> connection.output().write(new byte[MORE_THAN_ANY_BUFFER]));
            end.countDown();
        }
    }

    /** What a blocked call throws when another thread closes the connection, which must not take long. */
    private static IOException whileClosing(Connection connection, Executable blocked)
            throws InterruptedException, ExecutionException, TimeoutException {
        CountDownLatch running = new CountDownLatch(1);
        FutureTask<IOException> caller = new FutureTask<>(() -> {
            running.countDown();
            return assertThrows(IOException.class, blocked);
        });
        new Thread(caller).start();
        await(running);
        long start = System.nanoTime();
        connection.close();
        IOException thrown = caller.get(10, TimeUnit.SECONDS);
        assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(10));
        return thrown;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLS_AES_256_GCM_SHA384",
                "TLS_CHACHA20_POLY1305_SHA256",
                "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
                "TLS_DHE_RSA_WITH_AES_128_CBC_SHA",
                "TLS_RSA_WITH_AES_256_GCM_SHA384"
            })
    void shouldOfferSaneCiphers(String suite) {
        assertTrue(Handshake.isSane(suite));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLS_RSA_WITH_NULL_SHA256",
                "TLS_ECDH_anon_WITH_AES_128_CBC_SHA",
                "TLS_DH_anon_WITH_AES_256_GCM_SHA384",
                "SSL_RSA_EXPORT_WITH_RC4_40_MD5",
                "TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA",
                "TLS_ECDHE_RSA_WITH_RC4_128_SHA",
                "TLS_KRB5_WITH_RC4_128_SHA",
                "TLS_EMPTY_RENEGOTIATION_INFO_SCSV"
            })
    void shouldNotOfferWeakCiphers(String suite) {
        assertFalse(Handshake.isSane(suite));
    }
}
