package org.estreamer.transport;

import static org.estreamer.transport.Endpoints.endpoint;
import static org.estreamer.transport.Failures.SECRET;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.estreamer.pipeline.transport.ConnectFailure;
import org.estreamer.pipeline.transport.ConnectProgress;
import org.estreamer.pipeline.transport.ConnectStep;
import org.estreamer.pipeline.transport.Connection;
import org.estreamer.pipeline.transport.Endpoint;
import org.estreamer.transport.TestPki.Party;
import org.estreamer.transport.certificate.CertificateText;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustTest {
    private static Party clientCa;
    private static Party client;
    private static Party serverCa;
    private static Party server;
    private static Party stranger;

    @TempDir
    private Path folder;

    private final TlsTransport transport = new TlsTransport();
    private Path identity;
    private int trustFiles;

    @BeforeAll
    static void makeParties() {
        clientCa = TestPki.authority("client CA");
        client = TestPki.request("client").signedBy(clientCa);
        serverCa = TestPki.authority("server CA");
        server = TestPki.request("server").dns("fmc.example.org").signedBy(serverCa);
        stranger = TestPki.authority("stranger");
    }

    @BeforeEach
    void writeIdentity() {
        identity = TestPki.write(folder.resolve("client.p12"), TestPki.modernPkcs12(SECRET, client));
    }

    private Path trust(Party... parties) {
        StringBuilder text = new StringBuilder("# for tests\n");
        for (Party party : parties) {
            text.append(TestPki.pem(party.cert()));
        }
        return TestPki.write(folder.resolve("trust" + trustFiles++ + ".pem"), text.toString());
    }

    private Endpoints to(TestServer server) {
        return endpoint().port(server.port()).identity(identity).password(SECRET);
    }

    private void assertTrusted(Endpoint endpoint, Party server) throws IOException {
        try (Connection connection = transport.connect(endpoint, ConnectProgress.NONE)) {
            assertEquals(server.cert(), connection.peerCertificates().get(0));
            connection.output().write(new byte[] {42});
            assertEquals(42, connection.input().read());
        }
    }

    private void assertRefused(Endpoint endpoint, ConnectStep step, Object... named) {
        Failures.permanent(
                step, () -> transport.connect(endpoint, ConnectProgress.NONE).close(), named);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2", "1.3"})
    void shouldTrustAServerOfTheCa(String tls) throws IOException {
        try (TestServer running = TestServer.start(clientCa.cert(), server)) {
            assertTrusted(to(running).trust(trust(stranger, serverCa)).tls(tls).build(), server);
        }
    }

    @Test
    void shouldTrustAServerOfAnIntermediateCa() throws IOException {
        Party middle = TestPki.request("middle").authority().signedBy(serverCa);
        Party below = TestPki.request("server").signedBy(middle);
        try (TestServer running = TestServer.start(clientCa.cert(), below, middle.cert())) {
            assertTrusted(to(running).trust(trust(serverCa)).build(), below);
        }
        try (TestServer running = TestServer.start(clientCa.cert(), below)) {
            assertTrusted(to(running).trust(trust(middle)).build(), below);
        }
    }

    @Test
    void shouldTrustAPinnedCertificateThatIsNoCa() throws IOException {
        Party selfSigned = TestPki.request("server").selfSigned();
        try (TestServer running = TestServer.start(clientCa.cert(), selfSigned)) {
            assertTrusted(to(running).trust(trust(stranger, selfSigned)).build(), selfSigned);
        }
        try (TestServer running = TestServer.start(clientCa.cert(), server, serverCa.cert())) {
            assertTrusted(to(running).trust(trust(server)).build(), server);
        }
    }

    @Test
    void shouldTrustTheCaInsideThePkcs12File() throws IOException {
        for (byte[] file : List.of(
                TestPki.legacyPkcs12(SECRET, client, clientCa.cert(), serverCa.cert()),
                TestPki.modernPkcs12(SECRET, client, serverCa.cert()))) {
            TestPki.write(identity, file);
            try (TestServer running = TestServer.start(clientCa.cert(), server)) {
                assertTrusted(to(running).build(), server);
            }
        }
    }

    @Test
    void shouldSayHowToGetATrustFile() {
        assertRefused(
                endpoint().identity(identity).password(SECRET).build(),
                ConnectStep.TRUST,
                "trust is not set",
                identity,
                "bin/estreamer check --save-trust FILE");
    }

    @Test
    void shouldRefuseAServerOfAnotherCa() throws IOException {
        try (TestServer running = TestServer.start(clientCa.cert(), server)) {
            Path trust = trust(stranger);
            assertRefused(
                    to(running).trust(trust).build(),
                    ConnectStep.TLS,
                    "trust: " + trust,
                    "CN=stranger",
                    "CN=server",
                    "CN=server CA",
                    CertificateText.fingerprint(server.cert()));
        }
    }

    /** Before anybody has proved who he is. */
    @Test
    void shouldTakeOutOfACertificateWhatIsNoText() throws IOException {
        Party hostile = TestPki.request("x\u0085\u2028ERROR forged \u202Eline\u009B2J")
                .dns("a\u001B[2Jb\u200F")
                .selfSigned();
        try (TestServer running = TestServer.start(clientCa.cert(), hostile)) {
            Endpoint endpoint =
                    to(running).trust(trust(serverCa)).verifyHostName().build();
            ConnectFailure failure =
                    assertThrows(ConnectFailure.class, () -> transport.connect(endpoint, ConnectProgress.NONE));
            assertTrue(failure.getMessage().contains("x ERROR forged ?line?2J"), failure.getMessage());
            assertTrue(failure.getMessage()
                    .chars()
                    .noneMatch(c -> Character.getType(c) == Character.FORMAT
                            || Character.getType(c) == Character.CONTROL
                            || Character.getType(c) == Character.LINE_SEPARATOR));
        }
    }

    @Test
    void shouldRefuseACertificateOfAPinnedOneThatIsNoCa() throws IOException {
        Party pinned = TestPki.request("server").selfSigned();
        Party forged = TestPki.request("forged").signedBy(pinned);
        try (TestServer running = TestServer.start(clientCa.cert(), forged, pinned.cert())) {
            assertRefused(to(running).trust(trust(pinned)).build(), ConnectStep.TLS, "trust: ");
        }
    }

    @Test
    void shouldRefuseAnotherCertificateOfThePinnedName() throws IOException {
        Party pinned = TestPki.request("server").selfSigned();
        Party impostor = TestPki.request("server").selfSigned();
        try (TestServer running = TestServer.start(clientCa.cert(), impostor)) {
            assertRefused(to(running).trust(trust(pinned)).build(), ConnectStep.TLS, "trust: ");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldRefuseAnExpiredServerCertificate(boolean pinned) throws IOException {
        Instant end = Instant.parse("2025-03-04T05:06:07Z");
        Party expired = TestPki.request("server")
                .validFrom(end.minus(Duration.ofDays(300)))
                .validUntil(end)
                .signedBy(serverCa);
        try (TestServer running = TestServer.start(clientCa.cert(), expired)) {
            assertRefused(
                    to(running).trust(trust(pinned ? expired : serverCa)).build(),
                    ConnectStep.TLS,
                    "127.0.0.1:" + running.port(),
                    "expired on 2025-03-04");
        }
    }

    @Test
    void shouldTryAgainWithAServerCertificateThatIsNotYetValid() throws IOException {
        Party early = TestPki.request("server")
                .validFrom(Instant.now().plus(Duration.ofHours(2)))
                .signedBy(serverCa);
        try (TestServer running = TestServer.start(clientCa.cert(), early)) {
            Endpoint endpoint = to(running).trust(trust(serverCa)).build();
            Failures.passing(
                    ConnectStep.TLS,
                    () -> transport.connect(endpoint, ConnectProgress.NONE).close(),
                    "clock");
        }
    }

    @Test
    void shouldRefuseAnExpiredCa() throws IOException {
        Instant end = Instant.parse("2025-03-04T05:06:07Z");
        Party oldCa = expiredCa(end);
        Party below = TestPki.request("server").signedBy(oldCa);
        try (TestServer running = TestServer.start(clientCa.cert(), below);
                TestServer withRoot = TestServer.start(clientCa.cert(), below, oldCa.cert())) {
            for (TestServer each : List.of(running, withRoot)) {
                for (Path trust : List.of(trust(oldCa), trust(serverCa, oldCa))) {
                    assertRefused(
                            to(each).trust(trust).build(),
                            ConnectStep.TLS,
                            "127.0.0.1:" + each.port(),
                            "trust: " + trust,
                            "CN=old CA",
                            "expired on 2025-03-04",
                            "renewed");
                }
            }
        }
    }

    @Test
    void shouldRefuseAnExpiredCaInsideThePkcs12File() throws IOException {
        Party oldCa = expiredCa(Instant.now().minus(Duration.ofDays(1)));
        Party below = TestPki.request("server").signedBy(oldCa);
        TestPki.write(identity, TestPki.modernPkcs12(SECRET, client, oldCa.cert()));
        try (TestServer running = TestServer.start(clientCa.cert(), below)) {
            assertRefused(to(running).build(), ConnectStep.TLS, "inside identity", "CN=old CA", "expired on");
        }
    }

    @Test
    void shouldTrustTheServerOfACaThatWasRenewedBesideTheExpiredOne() throws IOException {
        Party oldCa = expiredCa(Instant.now().minus(Duration.ofDays(1)));
        Party renewed = TestPki.request("old CA").authority().of(oldCa.key()).selfSigned();
        Party below = TestPki.request("server").signedBy(oldCa);
        try (TestServer running = TestServer.start(clientCa.cert(), below, oldCa.cert())) {
            assertTrusted(to(running).trust(trust(oldCa, renewed)).build(), below);
            assertTrusted(to(running).trust(trust(renewed, oldCa)).build(), below);
        }
    }

    @Test
    void shouldTrustAPinnedCertificateOfAnExpiredCa() throws IOException {
        Party below = TestPki.request("server").signedBy(expiredCa(Instant.now().minus(Duration.ofDays(1))));
        try (TestServer running = TestServer.start(clientCa.cert(), below)) {
            assertTrusted(to(running).trust(trust(below)).build(), below);
        }
    }

    @Test
    void shouldTryAgainWithACaThatIsNotYetValid() throws IOException {
        Party earlyCa = TestPki.request("early CA")
                .authority()
                .validFrom(Instant.now().plus(Duration.ofHours(2)))
                .selfSigned();
        Party below = TestPki.request("server").signedBy(earlyCa);
        try (TestServer running = TestServer.start(clientCa.cert(), below)) {
            Endpoint endpoint = to(running).trust(trust(earlyCa)).build();
            Failures.passing(
                    ConnectStep.TLS,
                    () -> transport.connect(endpoint, ConnectProgress.NONE).close(),
                    "CN=early CA",
                    "clock");
        }
    }

    private static Party expiredCa(Instant end) {
        return TestPki.request("old CA")
                .authority()
                .validFrom(end.minus(Duration.ofDays(300)))
                .validUntil(end)
                .selfSigned();
    }

    @Test
    void shouldRefuseAnExpiredIntermediateCa() throws IOException {
        Party middle = TestPki.request("middle")
                .authority()
                .validUntil(Instant.now().minus(Duration.ofDays(1)))
                .signedBy(serverCa);
        Party below = TestPki.request("server").signedBy(middle);
        try (TestServer running = TestServer.start(clientCa.cert(), below, middle.cert())) {
            assertRefused(to(running).trust(trust(serverCa)).build(), ConnectStep.TLS, "trust: ");
        }
    }

    @Test
    void shouldCheckTheHostNameIfToldTo() throws IOException {
        Party addressed = TestPki.request("server").ip("127.0.0.1").ip("::1").signedBy(serverCa);
        try (TestServer running = TestServer.start(clientCa.cert(), addressed)) {
            assertTrusted(to(running).trust(trust(serverCa)).verifyHostName().build(), addressed);
            assertTrusted(to(running).trust(trust(addressed)).verifyHostName().build(), addressed);
        }
    }

    @Test
    void shouldRefuseAnotherHostNameIfToldTo() throws IOException {
        try (TestServer running = TestServer.start(clientCa.cert(), server)) {
            assertTrusted(to(running).trust(trust(serverCa)).build(), server);
            for (Party anchor : List.of(serverCa, server)) {
                assertRefused(
                        to(running).trust(trust(anchor)).verifyHostName().build(),
                        ConnectStep.TLS,
                        "127.0.0.1",
                        "fmc.example.org",
                        "verifyHostName");
            }
        }
    }

    @Test
    void shouldMatchANameThatResolvesToTheServer() throws IOException {
        TlsTransport named = new TlsTransport(name -> new InetAddress[] {InetAddress.getLoopbackAddress()});
        try (TestServer running = TestServer.start(clientCa.cert(), server);
                Connection connection = named.connect(
                        to(running)
                                .host("fmc.example.org")
                                .trust(trust(serverCa))
                                .verifyHostName()
                                .build(),
                        ConnectProgress.NONE)) {
            assertEquals(List.of(server.cert()), connection.peerCertificates());
        }
    }

    @Test
    void shouldNameAUselessTrustFile() {
        Path missing = folder.resolve("none.pem");
        Path keyOnly = TestPki.write(folder.resolve("key.pem"), TestPki.pkcs8(client.privateKey()));
        Path text = TestPki.write(folder.resolve("text.pem"), "nothing\n");
        Path empty = TestPki.write(folder.resolve("empty.pem"), "");
        Path broken = TestPki.write(
                folder.resolve("broken.pem"), TestPki.pem(server.cert()).replaceFirst("\nM", "\nA"));
        for (Path file : List.of(missing, keyOnly, text, empty, broken, folder)) {
            assertRefused(
                    endpoint().identity(identity).password(SECRET).trust(file).build(),
                    ConnectStep.TRUST,
                    "trust: " + file);
        }
    }
}
