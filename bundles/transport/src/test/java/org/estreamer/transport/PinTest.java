package org.estreamer.transport;

import static org.estreamer.transport.Endpoints.endpoint;
import static org.estreamer.transport.Failures.SECRET;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
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
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.BundleContext;

/** Trust on first use: whose certificate a server has is settled by the first connection. */
@Timeout(120)
class PinTest {
    private static Party clientCa;
    private static Party client;
    private static Party ca;
    private static Party server;
    private static Party impostor;

    @TempDir
    private Path folder;

    private Path pin;
    private Path identity;

    @BeforeAll
    static void makeParties() {
        clientCa = TestPki.authority("client CA");
        client = TestPki.request("client").signedBy(clientCa);
        ca = TestPki.authority("server CA");
        server = TestPki.request("fmc").signedBy(ca);
        // of the same CA, as every client and sensor of a management center is
        impostor = TestPki.request("fmc").signedBy(ca);
    }

    @BeforeEach
    void makeFiles() {
        pin = folder.resolve("data").resolve("trust").resolve("fmc.pem");
        identity = TestPki.write(folder.resolve("client.p12"), TestPki.modernPkcs12(SECRET, client, ca.cert()));
    }

    @Test
    void shouldTrustTheFirstCertificateAndRefuseAnotherEverAfter() throws IOException {
        try (TestServer first = TestServer.start(clientCa.cert(), server, ca.cert())) {
            connect(first);
            byte[] kept = Files.readAllBytes(pin);
            assertEquals(PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(pin));
            connect(first);
            try (TestServer other = TestServer.start(clientCa.cert(), impostor, ca.cert())) {
                assertRefused(
                        other,
                        true,
                        CertificateText.fingerprint(server.cert()),
                        CertificateText.fingerprint(impostor.cert()),
                        "bin/estreamer trust fmc");
            }
            assertArrayEquals(kept, Files.readAllBytes(pin));
            connect(first);
        }
    }

    @Test
    void shouldTrustAnotherOnAnOperatorsWord() throws IOException {
        try (TestServer first = TestServer.start(clientCa.cert(), server);
                TestServer renewed = TestServer.start(clientCa.cert(), impostor)) {
            connect(first);
            new TlsTransport().pin(to(renewed), impostor.cert());
            connect(renewed);
            assertRefused(first, true, "is another one");
        }
        Endpoint unpinned = endpoint().identity(identity).build();
        assertThrows(IOException.class, () -> new TlsTransport().pin(unpinned, server.cert()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-----BEGIN CERTIFICATE-----\nMII", "no certificate", "two"})
    void shouldTrustNobodyByADamagedFileAndLeaveItAsItIs(String content) throws IOException {
        String damaged = content.equals("two") ? TestPki.pem(server.cert(), impostor.cert()) : content;
        Files.createDirectories(pin.getParent());
        TestPki.write(pin, damaged);
        try (TestServer running = TestServer.start(clientCa.cert(), server)) {
            assertRefused(running, true, pin.toString());
        }
        assertEquals(damaged, Files.readString(pin));
    }

    @Test
    void shouldKeepNothingOfAServerThatIsNotLetIn() throws IOException {
        Instant end = Instant.now().minus(Duration.ofDays(1));
        Party expired = TestPki.request("fmc").validUntil(end).signedBy(ca);
        try (TestServer running = TestServer.start(clientCa.cert(), expired)) {
            assertRefused(running, true, "expired on");
        }
        try (TestServer running = TestServer.start(clientCa.cert(), server)) {
            Endpoint named = endpoint()
                    .host("localhost")
                    .port(running.port())
                    .identity(identity)
                    .password(SECRET)
                    .pin(pin)
                    .verifyHostName()
                    .build();
            assertThrows(ConnectFailure.class, () -> new TlsTransport().connect(named, ConnectProgress.NONE));
        }
        assertFalse(Files.exists(pin));
    }

    @Test
    void shouldNotConnectWhereTheCertificateCannotBeKept() throws IOException {
        Files.createDirectories(pin.getParent().getParent());
        Files.createSymbolicLink(pin.getParent(), folder.resolve("nowhere"));
        try (TestServer running = TestServer.start(clientCa.cert(), server)) {
            assertRefused(running, false, "cannot be kept");
        }
    }

    /** A check may be made by another user than the one who runs the program, who then could not read what it kept. */
    @Test
    void shouldKeepNothingWhereACommandOnlyLooksButSayWhatARunWouldTrust() throws IOException {
        TlsTransport looking = new TlsTransport(contextOf("check"));
        List<String> found = new ArrayList<>();
        try (TestServer running = TestServer.start(clientCa.cert(), server)) {
            looking.connect(to(running), (step, finding) -> found.add(step + " " + finding.warnings()))
                    .close();
            assertFalse(Files.exists(pin.getParent()));
            String last = found.get(found.size() - 1);
            assertTrue(last.startsWith("TLS "), last);
            assertTrue(last.contains("nothing was kept"), last);
            assertTrue(last.contains(CertificateText.fingerprint(server.cert())), last);

            new TlsTransport(contextOf("run"))
                    .connect(to(running), ConnectProgress.NONE)
                    .close();
            assertTrue(Files.exists(pin));
            found.clear();
            looking.connect(to(running), (step, finding) -> found.add(finding.toString()))
                    .close();
            assertFalse(found.toString().contains("first"), "a run has settled it: " + found);
        }
        try (TestServer other = TestServer.start(clientCa.cert(), impostor)) {
            assertThrows(ConnectFailure.class, () -> looking.connect(to(other), ConnectProgress.NONE));
        }
    }

    private static BundleContext contextOf(String command) {
        return (BundleContext) Proxy.newProxyInstance(
                PinTest.class.getClassLoader(), new Class<?>[] {BundleContext.class}, (proxy, method, arguments) -> {
                    assertEquals("getProperty", method.getName());
                    return arguments[0].equals("estreamer.command") ? command : null;
                });
    }

    /** As where somebody gets in between just when two sessions, or a session and a check, connect for the first time. */
    @Test
    void shouldKeepOneOfTwoThatAreFirstAtTheSameMoment() throws Exception {
        for (int round = 0; round < 20; round++) {
            Files.deleteIfExists(pin);
            try (TestServer one = TestServer.start(clientCa.cert(), server);
                    TestServer two = TestServer.start(clientCa.cert(), impostor)) {
                CyclicBarrier together = new CyclicBarrier(2);
                List<FutureTask<Party>> both = new ArrayList<>();
                both.add(start(together, one, server));
                both.add(start(together, two, impostor));
                List<Party> trusted = new ArrayList<>();
                for (FutureTask<Party> task : both) {
                    try {
                        trusted.add(task.get());
                    } catch (ExecutionException e) {
                        assertTrue(e.getCause() instanceof ConnectFailure, e::toString);
                    }
                }
                assertEquals(1, trusted.size());
                assertEquals(
                        TestPki.pem(trusted.get(0).cert()).strip(),
                        Files.readString(pin).strip());
            }
        }
        try (Stream<Path> files = Files.list(pin.getParent())) {
            assertEquals(List.of(pin), files.toList());
        }
    }

    private FutureTask<Party> start(CyclicBarrier together, TestServer server, Party party) {
        FutureTask<Party> task = new FutureTask<>(() -> {
            together.await();
            connect(server);
            return party;
        });
        new Thread(task, "session").start();
        return task;
    }

    private Endpoint to(TestServer server) {
        return endpoint()
                .port(server.port())
                .identity(identity)
                .password(SECRET)
                .pin(pin)
                .build();
    }

    private void connect(TestServer server) throws IOException {
        try (Connection connection = new TlsTransport().connect(to(server), ConnectProgress.NONE)) {
            connection.output().write('x');
            assertEquals('x', connection.input().read());
        }
    }

    private void assertRefused(TestServer server, boolean permanent, String... named) {
        ConnectFailure failure =
                assertThrows(ConnectFailure.class, () -> new TlsTransport().connect(to(server), ConnectProgress.NONE));
        assertTrue(failure.step().compareTo(ConnectStep.TRUST) >= 0);
        assertEquals(permanent, failure.permanent(), failure.getMessage());
        for (String part : named) {
            assertTrue(failure.getMessage().contains(part), failure.getMessage());
        }
    }
}
