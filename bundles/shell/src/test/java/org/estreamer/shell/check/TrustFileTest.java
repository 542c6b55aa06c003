package org.estreamer.shell.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.estreamer.pipeline.transport.ConnectFailure;
import org.estreamer.pipeline.transport.ConnectProgress;
import org.estreamer.pipeline.transport.ConnectStep;
import org.estreamer.pipeline.transport.Connection;
import org.estreamer.pipeline.transport.Endpoint;
import org.estreamer.pipeline.transport.Transport;
import org.estreamer.shell.command.Console;
import org.estreamer.shell.command.ExitStatus;
import org.estreamer.shell.command.PassingTime;
import org.estreamer.shell.configured.ConfiguredSessions;
import org.estreamer.shell.live.ScriptedSession;
import org.estreamer.shell.live.Services;
import org.estreamer.shell.live.ServicesRig;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustFileTest {
    private static X509Certificate server;
    private static X509Certificate authority;

    private final Services services = new Services();
    private final Console console = new Console();

    @TempDir
    Path folder;

    private Path file;

    @BeforeAll
    static void makeCertificates(@TempDir Path keys) throws Exception {
        server = certificate(keys, "CN=fmc.example,O=Example", "server");
        authority = certificate(keys, "CN=Example CA", "authority");
    }

    static X509Certificate certificate(Path keys, String name, String alias) throws Exception {
        Path store = keys.resolve(alias + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        alias,
                        "-dname",
                        name,
                        "-keyalg",
                        "EC",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "changeit")
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, keytool.waitFor(), output);
        KeyStore opened = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
        return (X509Certificate) opened.getCertificate(alias);
    }

    @BeforeEach
    void configureASession() {
        file = folder.resolve("fmc.pem");
        ScriptedSession.in(services, "hq");
        shows(server, authority);
    }

    private void shows(X509Certificate... chain) {
        ServicesRig.transport(services, new FetchingTransport(List.of(chain), null));
    }

    private record FetchingTransport(List<X509Certificate> chain, ConnectFailure failure) implements Transport {
        @Override
        public Connection connect(Endpoint endpoint, ConnectProgress progress) {
            throw new UnsupportedOperationException("nothing is to be trusted here");
        }

        @Override
        public void pin(Endpoint endpoint, java.security.cert.X509Certificate certificate) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<X509Certificate> fetchCertificates(Endpoint endpoint) throws ConnectFailure {
            assertEquals("hq.example", endpoint.host());
            if (failure != null) {
                throw failure;
            }
            return chain;
        }
    }

    private int save() throws Exception {
        ConfiguredSessions configured = new ConfiguredSessions(services, folder);
        return new CheckCommand(
                        services, configured, Outputs.unread(services, Map.of()), new PassingTime(), Duration.ZERO)
                .run(List.of("--save-trust", file.toString()), console.streams());
    }

    private static String fingerprint(X509Certificate certificate) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
        return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
    }

    @Test
    void shouldWriteTheServersOwnCertificate() throws Exception {
        assertEquals(ExitStatus.OK, save());

        try (InputStream in = Files.newInputStream(file)) {
            assertEquals(
                    List.of(server),
                    List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in)));
        }
        assertTrue(console.out().endsWith("\n  trust = " + file + "\n"), console.out());
    }

    @Test
    void shouldShowEveryCertificateWithItsFingerprint() throws Exception {
        save();

        List<String> lines = console.outLines();
        assertEquals("certificate of hq (hq.example:8302)", lines.get(0));
        assertEquals("  subject  CN=fmc.example,O=Example", lines.get(1));
        assertEquals("  issuer   CN=fmc.example,O=Example", lines.get(2));
        assertTrue(lines.get(3).matches(" {2}valid    \\S+Z to \\S+Z"), lines.get(3));
        assertEquals("  SHA-256  " + fingerprint(server), lines.get(4));
        assertEquals("issuer's certificate, as the server shows it", lines.get(6));
        assertEquals("  SHA-256  " + fingerprint(authority), lines.get(10));
    }

    @Test
    void shouldLeaveAFileWithAnotherContentAlone() throws Exception {
        Files.writeString(file, "mine");

        assertEquals(ExitStatus.FAILED, save());
        assertEquals("mine", Files.readString(file));
        assertTrue(console.err().contains(file + " exists and holds something else"), console.err());
        assertFalse(console.out().contains("trust ="), console.out());
    }

    @Test
    void shouldLeaveAnotherCertificateAlone() throws Exception {
        shows(authority);
        save();
        byte[] before = Files.readAllBytes(file);
        shows(server);

        assertEquals(ExitStatus.FAILED, save());
        assertEquals(HexFormat.of().formatHex(before), HexFormat.of().formatHex(Files.readAllBytes(file)));
    }

    @Test
    void shouldAcceptAFileWithThatVeryCertificate() throws Exception {
        save();

        assertEquals(ExitStatus.OK, save());
        assertTrue(console.out().contains(file + " holds this certificate already"), console.out());
    }

    @Test
    void shouldTellWhyTheServerCouldNotBeMet() throws Exception {
        ServicesRig.transport(
                services,
                new FetchingTransport(
                        List.of(), new ConnectFailure(ConnectStep.TCP, false, "hq (hq.example:8302): refused", null)));

        assertEquals(ExitStatus.FAILED, save());
        assertEquals("estreamer: hq (hq.example:8302): refused\n", console.err());
        assertFalse(Files.exists(file));
    }

    @Test
    void shouldTellWhereAFileCannotBeWritten() throws Exception {
        file = folder.resolve("missing").resolve("fmc.pem");

        assertEquals(ExitStatus.FAILED, save());
        assertTrue(console.err().startsWith("estreamer: " + file + " cannot be written"), console.err());
    }

    @Test
    void shouldTellThatTheConfigurationNamesNoServer() throws Exception {
        services.sessions().forEach(session -> ((ScriptedSession) session).withoutEndpoint());

        assertEquals(ExitStatus.FAILED, save());
        assertTrue(console.err().contains("no server in its configuration"), console.err());
    }
}
