package org.estreamer.transport;

import static org.estreamer.transport.Endpoints.endpoint;
import static org.estreamer.transport.Failures.SECRET;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.estreamer.pipeline.transport.ConnectStep;
import org.estreamer.pipeline.transport.Connection;
import org.estreamer.pipeline.transport.Endpoint;
import org.estreamer.pipeline.transport.Finding;
import org.estreamer.transport.TestPki.Party;
import org.estreamer.transport.TestPki.Request;
import org.estreamer.transport.certificate.CertificateText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which of its certificates a connection warns of, when, and in which words. */
@Timeout(60)
class ExpiryTest {
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);

    @TempDir
    private Path folder;

    private final TlsTransport transport = new TlsTransport(InetAddress::getAllByName, InstantSource.fixed(now));
    private final Map<ConnectStep, List<String>> atConnecting = new EnumMap<>(ConnectStep.class);
    private final Party lastingCa = TestPki.authority("lasting");

    @Test
    void shouldWarnOfEveryCertificateItReliesOnAndOfNoOther() throws IOException {
        Party clientCa = lasting("client CA", 20).authority().selfSigned();
        Party serverCa = lasting("server CA", 15).authority().selfSigned();
        Party middle = lasting("middle", 8).authority().signedBy(serverCa);
        Party stranger = lasting("stranger", 3).authority().selfSigned();
        Path identity = identity(lasting("client", 12).signedBy(clientCa), clientCa.cert());
        Path trust = trust(stranger, serverCa);
        Party server = lasting("server", 5).signedBy(middle);
        try (TestServer running = TestServer.start(clientCa.cert(), server, middle.cert(), serverCa.cert());
                Connection connection = connect(running, identity, trust)) {
            assertEquals(
                    List.of(
                            "the client's certificate in identity: " + identity + " (CN=client)" + ends(12)
                                    + "make a new one on the management center and put it in place of that file",
                            "the client's CA in identity: " + identity + " (CN=client CA)" + ends(20)
                                    + "have it renewed on the management center and make a new identity there",
                            "the server's certificate (CN=server)" + ends(5) + "renew it on the management center",
                            "the CA that the server shows between its certificate and trust (CN=middle)" + ends(8)
                                    + "have it renewed on the management center",
                            "the server's CA in trust: " + trust + " (CN=server CA)" + ends(15)
                                    + "have it renewed on the management center and put the new one into trust beside"
                                    + " the old"),
                    connection.expiryWarnings(now));
            assertWarnedAlreadyAtConnecting(connection);
            assertEquals(1, atConnecting.get(ConnectStep.IDENTITY).size());
        }
    }

    @Test
    void shouldWarnFromThirtyDaysBeforeOnAConnectionThatHolds() throws IOException {
        Path identity = identity(TestPki.request("client").signedBy(lastingCa));
        Party server = lasting("server", 100).signedBy(lastingCa);
        try (TestServer running = TestServer.start(lastingCa.cert(), server);
                Connection connection = connect(running, identity, trust(lastingCa))) {
            assertWarnedAlreadyAtConnecting(connection);
            assertEquals(List.of(), connection.expiryWarnings(in(69)));
            assertWarns(connection, in(70), ends(100, "in 30 days"));
            assertWarns(connection, in(99), ends(100, "in 1 day"));
            LocalTime time = LocalTime.ofInstant(now, ZoneOffset.UTC);
            assertWarns(connection, in(100), ends(100, "today at " + time + " UTC"));
            assertWarns(
                    connection,
                    in(101),
                    " expired on " + CertificateText.date(in(100)) + ", and the next connection may be refused; renew");
        }
    }

    @Test
    void shouldSayThatAPinnedCertificateMustBeSavedAnewAndNothingOfItsCa() throws IOException {
        Path identity = identity(TestPki.request("client").signedBy(lastingCa));
        Party serverCa = lasting("server CA", 2).authority().selfSigned();
        Party server = lasting("server", 1).signedBy(serverCa);
        Path trust = trust(serverCa, server);
        try (TestServer running = TestServer.start(lastingCa.cert(), server, serverCa.cert());
                Connection connection = connect(running, identity, trust)) {
            assertEquals(
                    List.of("the server's certificate, which is pinned in trust: " + trust + ", (CN=server)"
                            + ends(1, "in 1 day")
                            + "renew it on the management center and save it anew with bin/estreamer check"
                            + " --save-trust FILE"),
                    connection.expiryWarnings(now));
            assertWarnedAlreadyAtConnecting(connection);
        }
    }

    @Test
    void shouldWarnOnceOfACaBehindBothSides() throws IOException {
        Party ca = lasting("CA", 9).authority().selfSigned();
        Path identity = identity(TestPki.request("client").signedBy(ca), ca.cert());
        try (TestServer running =
                        TestServer.start(ca.cert(), TestPki.request("server").signedBy(ca));
                Connection connection = connect(running, identity, null)) {
            assertEquals(
                    List.of("the client's CA in identity: " + identity
                            + " and the server's CA in the CA certificates inside identity: " + identity + " (CN=CA)"
                            + ends(9) + "have it renewed on the management center and make a new identity there"),
                    connection.expiryWarnings(now));
            assertWarnedAlreadyAtConnecting(connection);
        }
    }

    @Test
    void shouldKeepQuietAboutACaThatWasRenewedBesideTheOldOne() throws IOException {
        Path identity = identity(TestPki.request("client").signedBy(lastingCa));
        Party old = lasting("server CA", 4).authority().selfSigned();
        Party renewed = TestPki.request("server CA").authority().of(old.key()).selfSigned();
        Party server = TestPki.request("server").signedBy(old);
        for (Path trust : List.of(trust(old, renewed), trust(renewed, old))) {
            try (TestServer running = TestServer.start(lastingCa.cert(), server, old.cert());
                    Connection connection = connect(running, identity, trust)) {
                assertEquals(List.of(), connection.expiryWarnings(now));
            }
        }
    }

    private Connection connect(TestServer server, Path identity, Path trust) throws IOException {
        Endpoint to = endpoint()
                .port(server.port())
                .identity(identity)
                .password(SECRET)
                .trust(trust)
                .build();
        return transport.connect(to, (step, finding) -> atConnecting.put(step, warnings(finding)));
    }

    /** That the test's files may be readable by everybody is another matter. */
    private static List<String> warnings(Finding finding) {
        return finding.warnings().stream()
                .filter(warning -> !warning.contains("may read the key"))
                .toList();
    }

    private void assertWarnedAlreadyAtConnecting(Connection connection) {
        Stream<String> told = atConnecting.values().stream().flatMap(List::stream);
        assertEquals(connection.expiryWarnings(now), told.toList());
    }

    private void assertWarns(Connection connection, Instant when, String part) {
        List<String> warnings = connection.expiryWarnings(when);
        assertEquals(1, warnings.size(), warnings.toString());
        assertTrue(warnings.get(0).startsWith("the server's certificate (CN=server)" + part), warnings.toString());
    }

    private String ends(int days) {
        return ends(days, "in " + days + " days");
    }

    private String ends(int days, String when) {
        return " expires on " + CertificateText.date(in(days)) + ", " + when + "; ";
    }

    private Instant in(int days) {
        return now.plus(Duration.ofDays(days));
    }

    private Request lasting(String name, int days) {
        return TestPki.request(name).validUntil(in(days));
    }

    private Path identity(Party client, X509Certificate... others) {
        return TestPki.write(folder.resolve("client.p12"), TestPki.modernPkcs12(SECRET, client, others));
    }

    private Path trust(Party... parties) {
        X509Certificate[] certificates = Stream.of(parties).map(Party::cert).toArray(X509Certificate[]::new);
        String name = parties[0].cert().getSerialNumber() + ".pem";
        return TestPki.write(folder.resolve(name), TestPki.pem(certificates));
    }
}
