package org.estreamer.transport;

import static org.estreamer.transport.Endpoints.endpoint;
import static org.estreamer.transport.Failures.SECRET;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.security.auth.x500.X500Principal;
import org.estreamer.pipeline.transport.ConnectFailure;
import org.estreamer.pipeline.transport.ConnectProgress;
import org.estreamer.pipeline.transport.ConnectStep;
import org.estreamer.pipeline.transport.Connection;
import org.estreamer.pipeline.transport.Endpoint;
import org.estreamer.transport.TestPki.Party;
import org.estreamer.transport.certificate.CertificateText;
import org.estreamer.transport.identity.Identity;
import org.estreamer.transport.identity.IdentityKeyManager;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ConnectTest extends TlsRig {
    private static final byte[] OTHER_LOOPBACK = {127, 0, 0, 2};

    private static void assertEchoes(Connection connection) throws IOException {
        byte[] sent = "ping".getBytes(StandardCharsets.US_ASCII);
        connection.output().write(sent);
        assertEquals("ping", new String(connection.input().readNBytes(4), StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @CsvSource({"RSA, TLSv1.2", "RSA, TLSv1.3", "EC, TLSv1.2", "EC, TLSv1.3", "Ed25519, TLSv1.2", "Ed25519, TLSv1.3"})
    void shouldMeetAServerOfEveryKindOfKey(String algorithm, String tls) throws IOException {
        Party party = TestPki.request("client").algorithm(algorithm).signedBy(ca);
        Party peer = TestPki.request("server").algorithm(algorithm).signedBy(ca);
        TestPki.write(identity, TestPki.legacyPkcs12(SECRET, party, ca.cert()));
        try (TestServer running =
                        TestServer.start(InetAddress.getLoopbackAddress(), tls, ca.cert(), TestServer::echo, peer);
                Connection connection = transport.connect(to(running.port()).build(), ConnectProgress.NONE)) {
            assertEquals(tls, connection.protocol());
            assertEquals(List.of(peer.cert()), connection.peerCertificates());
            assertEchoes(connection);
        }
    }

    @Test
    void shouldShowItsCertificateToAServerThatNamesOtherIssuers() {
        IdentityKeyManager keys = new IdentityKeyManager(new Identity(client.privateKey(), client.cert(), List.of()));
        Principal[] others = {new X500Principal("CN=somebody else")};
        String alias = keys.chooseClientAlias(new String[] {"RSA", "EC"}, others, null);
        assertArrayEquals(new X509Certificate[] {client.cert()}, keys.getCertificateChain(alias));
        assertEquals(client.privateKey(), keys.getPrivateKey(alias));
        assertNull(keys.chooseClientAlias(new String[] {"RSA"}, others, null));
    }

    @Test
    void shouldTellOfEveryStep() throws IOException {
        Map<ConnectStep, String> steps = new EnumMap<>(ConnectStep.class);
        List<ConnectStep> order = new ArrayList<>();
        Party soon = TestPki.request("server")
                .validUntil(Instant.now().plus(Duration.ofDays(3)).plusSeconds(60))
                .signedBy(ca);
        try (TestServer running = TestServer.start(ca.cert(), soon);
                Connection connection = transport.connect(to(running.port()).build(), (step, finding) -> {
                    order.add(step);
                    steps.put(step, finding.toString());
                })) {
            assertEquals(List.of(ConnectStep.values()), order);
            assertTrue(steps.get(ConnectStep.IDENTITY).contains("CN=client"), steps.toString());
            assertTrue(steps.get(ConnectStep.TRUST).contains("CN=CA"), steps.toString());
            assertTrue(steps.get(ConnectStep.LOOKUP).contains("127.0.0.1"), steps.toString());
            assertTrue(steps.get(ConnectStep.TCP).contains("127.0.0.1:" + running.port()), steps.toString());
            String tls = steps.get(ConnectStep.TLS);
            String expiry =
                    CertificateText.date(soon.cert().getNotAfter().toInstant()).toString();
            for (String part : List.of("CN=server", "CN=CA", expiry, connection.protocol(), "expires on " + expiry)) {
                assertTrue(tls.contains(part), tls);
            }
            assertFalse(steps.toString().contains(SECRET), steps.toString());
        }
    }

    @Test
    void shouldMeetAServerOverIpv6() throws IOException {
        InetAddress loopback = InetAddress.getAllByName("::1")[0];
        Assumptions.assumeTrue(canListenOn(loopback), "no IPv6 here");
        Party addressed = TestPki.request("server").ip("::1").signedBy(ca);
        try (TestServer running = TestServer.start(loopback, null, ca.cert(), TestServer::echo, addressed)) {
            for (String host : List.of("::1", "[::1]")) {
                Endpoint endpoint =
                        to(running.port()).host(host).verifyHostName().build();
                try (Connection connection = transport.connect(endpoint, ConnectProgress.NONE)) {
                    assertEchoes(connection);
                }
            }
        }
    }

    private static boolean canListenOn(InetAddress address) {
        try (ServerSocket socket = new ServerSocket(0, 1, address)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void shouldTryEveryAddressInTurn() throws IOException {
        TlsTransport twoAddresses = new TlsTransport(
                host -> new InetAddress[] {InetAddress.getByAddress(OTHER_LOOPBACK), InetAddress.getLoopbackAddress()});
        try (TestServer running = TestServer.start(ca.cert(), server);
                Connection connection =
                        twoAddresses.connect(to(running.port()).host("fmc").build(), ConnectProgress.NONE)) {
            assertEchoes(connection);
        }
    }

    /** Behind the first of two addresses is somebody who is of no use. One that hangs is left after half of the time. */
    @ParameterizedTest
    @CsvSource({"hangs, 8", "closes, 20", "is another server, 20"})
    void shouldTryTheNextAddressWhereOneAnswersInVain(String how, int seconds) throws Exception {
        InetAddress first = InetAddress.getByAddress(OTHER_LOOPBACK);
        TlsTransport twoAddresses =
                new TlsTransport(host -> new InetAddress[] {first, InetAddress.getLoopbackAddress()});
        try (TestServer running = TestServer.start(ca.cert(), server);
                Closeable inVain = inVain(how, new InetSocketAddress(first, running.port()));
                Connection connection = twoAddresses.connect(
                        to(running.port())
                                .host("fmc")
                                .connectTimeout(Duration.ofSeconds(seconds))
                                .build(),
                        ConnectProgress.NONE)) {
            assertNotNull(inVain);
            assertEchoes(connection);
        }
    }

    @Test
    void shouldComeBackWhereOneIsAnotherServerAndTheOtherOneDown() throws Exception {
        InetAddress down = InetAddress.getByAddress(OTHER_LOOPBACK);
        TlsTransport twoAddresses =
                new TlsTransport(host -> new InetAddress[] {InetAddress.getLoopbackAddress(), down});
        InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), freePort());
        try (Closeable stranger = inVain("is another server", free)) {
            assertNotNull(stranger);
            Failures.passing(
                    ConnectStep.TLS,
                    () -> twoAddresses
                            .connect(to(free.getPort()).host("fmc").build(), ConnectProgress.NONE)
                            .close(),
                    "certificate");
        }
    }

    private static Closeable inVain(String how, InetSocketAddress address) throws IOException {
        if (how.equals("is another server")) {
            Party stranger = TestPki.authority("stranger");
            return TestServer.start(
                    address,
                    null,
                    stranger.cert(),
                    TestServer::echo,
                    TestPki.request("other").signedBy(stranger),
                    stranger.cert());
        }
        ServerSocket silent = new ServerSocket();
        silent.bind(address, 10);
        if (how.equals("closes")) {
            Thread closing = new Thread(() -> {
                while (!silent.isClosed()) {
                    try (Socket accepted = silent.accept()) {
                        accepted.getInputStream().readNBytes(10);
                    } catch (IOException e) {
                        return; // the test is over
                    }
                }
            });
            closing.setDaemon(true);
            closing.start();
        }
        return silent;
    }

    @Test
    void shouldNameEveryAddressThatRefuses() throws IOException {
        TlsTransport twoAddresses = new TlsTransport(
                host -> new InetAddress[] {InetAddress.getLoopbackAddress(), InetAddress.getByAddress(OTHER_LOOPBACK)});
        Endpoint endpoint = to(freePort()).host("fmc").build();
        Failures.passing(
                ConnectStep.TCP,
                () -> twoAddresses.connect(endpoint, ConnectProgress.NONE).close(),
                "fmc:" + endpoint.port(),
                "127.0.0.1",
                "127.0.0.2");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void shouldTryAgainWithAnUnknownHost() {
        TlsTransport lost = new TlsTransport(host -> {
            throw new UnknownHostException(host);
        });
        Endpoint endpoint = to(8302).host("nowhere.example.org").build();
        Failures.passing(
                ConnectStep.LOOKUP,
                () -> lost.connect(endpoint, ConnectProgress.NONE).close(),
                "nowhere.example.org");
    }

    @Test
    void shouldGiveUpOnALookUpThatBlocks() {
        CountDownLatch end = new CountDownLatch(1);
        TlsTransport blocked = new TlsTransport(host -> {
            await(end);
            return new InetAddress[0];
        });
        Endpoint endpoint = to(8302).connectTimeout(Duration.ofMillis(100)).build();
        Failures.passing(
                ConnectStep.LOOKUP,
                () -> blocked.connect(endpoint, ConnectProgress.NONE).close(),
                "connectTimeoutSeconds");
        end.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldGiveUpOnAServerThatNeverShakesHands() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Endpoint endpoint = to(silent.getLocalPort())
                    .connectTimeout(Duration.ofSeconds(3))
                    .build();
            Failures.passing(
                    ConnectStep.TLS,
                    () -> transport.connect(endpoint, ConnectProgress.NONE).close(),
                    "connectTimeoutSeconds",
                    "eStreamer port");
        }
    }

    @Test
    void shouldStopConnectingWhenInterrupted() throws IOException, InterruptedException, TimeoutException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Endpoint endpoint = to(silent.getLocalPort()).build();
            CountDownLatch connected = new CountDownLatch(1);
            FutureTask<ConnectFailure> attempt = new FutureTask<>(() -> {
                ConnectFailure failure = Failures.passing(
                        ConnectStep.TLS,
                        () -> transport
                                .connect(endpoint, (step, finding) -> {
                                    if (step == ConnectStep.TCP) {
                                        connected.countDown();
                                    }
                                })
                                .close(),
                        "stopped");
                assertTrue(Thread.interrupted(), "the flag must stay for the caller");
                return failure;
            });
            Thread thread = new Thread(attempt);
            thread.start();
            await(connected);
            thread.interrupt();
            attempt.get(10, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    @Test
    void shouldAdviseWhenTheServerClosesInTheHandshake() throws IOException {
        try (ServerSocket rude = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> {
                try (Socket accepted = rude.accept()) {
                    accepted.getInputStream().readNBytes(10);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            thread.start();
            Endpoint endpoint = to(rude.getLocalPort()).build();
            Failures.passing(
                    ConnectStep.TLS,
                    () -> transport.connect(endpoint, ConnectProgress.NONE).close(),
                    "127.0.0.1:" + rude.getLocalPort(),
                    "NAT",
                    "deleted");
        }
    }

    @Test
    void shouldTryAgainWithAServerOfOtherTlsVersions() throws IOException {
        try (TestServer running =
                TestServer.start(InetAddress.getLoopbackAddress(), "TLSv1.2", ca.cert(), TestServer::echo, server)) {
            Endpoint endpoint = to(running.port()).tls("1.3").build();
            Failures.passing(
                    ConnectStep.TLS,
                    () -> transport.connect(endpoint, ConnectProgress.NONE).close(),
                    "tls");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.1", "1.2,1.1", "TLSv1.2", "SSLv3"})
    void shouldRefuseOtherTlsVersions(String versions) {
        Endpoint endpoint = to(8302).tls(versions.isEmpty() ? new String[0] : versions.split(",", -1))
                .build();
        Failures.permanent(
                ConnectStep.TLS,
                () -> transport.connect(endpoint, ConnectProgress.NONE).close(),
                "tls is " + versions,
                "1.2, 1.3");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65_536})
    void shouldRefuseAnImpossiblePort(int port) {
        Endpoint endpoint = to(port).build();
        Failures.permanent(
                ConnectStep.TCP,
                () -> transport.connect(endpoint, ConnectProgress.NONE).close(),
                "port");
    }

    @Test
    void shouldRefuseAMissingHost() {
        Endpoint endpoint = to(8302).host(" ").build();
        Failures.permanent(
                ConnectStep.LOOKUP,
                () -> transport.connect(endpoint, ConnectProgress.NONE).close(),
                "host is not set");
    }
}
