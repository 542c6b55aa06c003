package org.estreamer.transport;

import static org.estreamer.pipeline.transport.ConnectStep.IDENTITY;
import static org.estreamer.transport.Endpoints.endpoint;
import static org.estreamer.transport.Failures.SECRET;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.estreamer.pipeline.transport.ConnectFailure;
import org.estreamer.transport.TestPki.Party;
import org.estreamer.transport.identity.IdentityReader;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IdentityFaultTest {
    private static Party ca;
    private static Party client;
    private static Party other;

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeParties() {
        ca = TestPki.authority("CA");
        client = TestPki.request("client").signedBy(ca);
        other = TestPki.request("other").signedBy(ca);
    }

    private Path file(String name, String text) {
        return TestPki.write(folder.resolve(name), text);
    }

    private Path file(String name, byte[] bytes) {
        return TestPki.write(folder.resolve(name), bytes);
    }

    private static void refused(Endpoints endpoint, Object... named) {
        Failures.permanent(
                IDENTITY, () -> IdentityReader.read(endpoint.password(SECRET).build()), named);
    }

    @Test
    void shouldRefuseToGoWithoutIdentity() {
        refused(endpoint(), "identity is not set");
    }

    @Test
    void shouldTryAFileAgainThatCannotBeReadForNow() {
        Path unreadable = Path.of("/proc/self/mem"); // it is there, and to read its first byte is an input error
        assumeTrue(Files.isReadable(unreadable), "no such file on this system");
        ConnectFailure failure = assertThrows(
                ConnectFailure.class,
                () -> IdentityReader.read(endpoint().identity(unreadable).build()));
        assertFalse(failure.permanent(), failure.getMessage());
        assertTrue(failure.getMessage().contains("identity: /proc/self/mem cannot be read"), failure.getMessage());
    }

    @Test
    void shouldNameAMissingFile() {
        Path missing = folder.resolve("none.p12");
        refused(endpoint().identity(missing), "identity: " + missing, "does not exist");
    }

    @Test
    void shouldNameAMissingKeyFile() {
        Path certificate = file("client.crt", TestPki.pem(client.cert()));
        Path missing = folder.resolve("none.key");
        refused(endpoint().identity(certificate).identityKey(missing), "identityKey: " + missing, "does not exist");
    }

    @Test
    void shouldNameAFolder() {
        refused(endpoint().identity(folder), "identity: " + folder, "folder");
    }

    @Test
    void shouldNameAnUnreadableFile() throws IOException {
        Path file = file("client.p12", TestPki.modernPkcs12(SECRET, client));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        Assumptions.assumeFalse(Files.isReadable(file), "root reads everything");
        refused(endpoint().identity(file), "identity: " + file, "permissions");
    }

    static Stream<Arguments> uselessFiles() {
        byte[] pkcs12 = TestPki.modernPkcs12(SECRET, client);
        String certificate = TestPki.pem(client.cert());
        return Stream.of(
                Arguments.of("empty", new byte[0]),
                Arguments.of("garbage", ascii("hello, world")),
                Arguments.of("cut PKCS12", Arrays.copyOf(pkcs12, pkcs12.length / 2)),
                Arguments.of("PKCS12 without key", TestPki.modernPkcs12(SECRET, null, ca.cert())),
                Arguments.of("huge", new byte[2 << 20]),
                Arguments.of("certificate without key", ascii(certificate)),
                Arguments.of("key without certificate", ascii(TestPki.pkcs8(client.privateKey()))),
                Arguments.of("cut PEM", ascii(certificate.substring(0, certificate.length() / 2))),
                Arguments.of("PEM that is no Base64", ascii(certificate.replaceFirst("M", "*"))),
                Arguments.of("PEM that is no certificate", ascii(certificate.replaceFirst("\nM", "\nA"))),
                Arguments.of(
                        "PEM with nothing in it", ascii("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n")));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("uselessFiles")
    void shouldNameAUselessFile(String name, byte[] bytes) {
        Path file = file("client", bytes);
        refused(endpoint().identity(file), "identity: " + file);
    }

    static Stream<Arguments> lockedFiles() {
        String aes = JceOpenSSLPKCS8EncryptorBuilder.AES_256_CBC;
        String certificate = TestPki.pem(client.cert());
        return Stream.of(
                Arguments.of("old PKCS12", TestPki.legacyPkcs12("right", client, ca.cert())),
                Arguments.of("AES PKCS12", TestPki.modernPkcs12("right", client, ca.cert())),
                Arguments.of("PKCS#8", ascii(certificate + TestPki.pkcs8(client.privateKey(), aes, "right"))),
                Arguments.of(
                        "SEC1", ascii(certificate + TestPki.traditional(client.privateKey(), "AES-256-CBC", "right"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lockedFiles")
    void shouldBlameAWrongPassword(String name, byte[] bytes) {
        Path file = file("client", bytes);
        refused(endpoint().identity(file), "identity: " + file, "identityPassword");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lockedFiles")
    void shouldAskForAMissingPassword(String name, byte[] bytes) {
        Path file = file("client", bytes);
        for (String none : new String[] {null, ""}) {
            Failures.permanent(
                    IDENTITY,
                    () -> IdentityReader.read(
                            endpoint().identity(file).password(none).build()),
                    "identity: " + file,
                    "set identityPassword");
        }
    }

    @Test
    void shouldRefuseAKeyOfAnotherCertificate() {
        Path certificate = file("client.crt", TestPki.pem(client.cert()));
        Path key = file("client.key", TestPki.pkcs8(other.privateKey()));
        refused(
                endpoint().identity(certificate).identityKey(key),
                "identityKey: " + key,
                "identity: " + certificate,
                "CN=client");
    }

    @Test
    void shouldRefuseAKeyOfAnotherKind() {
        Party rsa = TestPki.request("rsa").algorithm("RSA").signedBy(ca);
        Path file = file("client.pem", TestPki.pem(client.cert()) + TestPki.pkcs8(rsa.privateKey()));
        refused(endpoint().identity(file), "identity: " + file, "does not belong");
    }

    @Test
    void shouldRefuseAKeyFileBesideAPkcs12File() {
        Path pkcs12 = file("client.p12", TestPki.modernPkcs12(SECRET, client));
        Path key = file("client.key", TestPki.pkcs8(client.privateKey()));
        refused(endpoint().identity(pkcs12).identityKey(key), "identityKey: " + key, "PKCS12");
    }

    @Test
    void shouldRefuseAKeyFileWithoutKey() {
        Path certificate = file("client.crt", TestPki.pem(client.cert()));
        refused(
                endpoint().identity(certificate).identityKey(file("client.key", TestPki.pem(client.cert()))),
                "identityKey: ",
                "no private key");
    }

    @Test
    void shouldRefuseAnExpiredCertificate() {
        Instant end = Instant.parse("2025-03-04T05:06:07Z");
        Party expired = TestPki.request("client")
                .validFrom(end.minus(Duration.ofDays(300)))
                .validUntil(end)
                .signedBy(ca);
        Path file = file("client.p12", TestPki.modernPkcs12(SECRET, expired));
        refused(endpoint().identity(file), "identity: " + file, "expired on 2025-03-04");
    }

    @Test
    void shouldTryAgainWithACertificateThatIsNotYetValid() {
        Party early = TestPki.request("client")
                .validFrom(Instant.now().plus(Duration.ofHours(2)))
                .signedBy(ca);
        Path file = file("client.p12", TestPki.modernPkcs12(SECRET, early));
        Failures.passing(
                IDENTITY,
                () -> IdentityReader.read(
                        endpoint().identity(file).password(SECRET).build()),
                "identity: " + file,
                "clock");
    }
}
