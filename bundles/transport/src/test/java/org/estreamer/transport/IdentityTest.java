package org.estreamer.transport;

import static org.estreamer.transport.Endpoints.endpoint;
import static org.estreamer.transport.Failures.SECRET;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Security;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.estreamer.pipeline.transport.ConnectFailure;
import org.estreamer.pipeline.transport.Endpoint;
import org.estreamer.transport.TestPki.Party;
import org.estreamer.transport.certificate.CertificateText;
import org.estreamer.transport.identity.Identity;
import org.estreamer.transport.identity.IdentityReader;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {
    private static final String AES = JceOpenSSLPKCS8EncryptorBuilder.AES_256_CBC;
    private static final String PBES1_3DES = JceOpenSSLPKCS8EncryptorBuilder.PBE_SHA1_3DES;

    /** The curve parameters that OpenSSL writes before an EC key: prime256v1. */
    private static final String EC_PARAMETERS =
            "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";

    private static Party ca;
    private static Party rsa;
    private static Party ec;
    private static Party ed;

    @TempDir
    private Path folder;

    private final Instant now = Instant.now();

    @BeforeAll
    static void makeParties() {
        ca = TestPki.authority("CA");
        rsa = TestPki.request("rsa client").algorithm("RSA").signedBy(ca);
        ec = TestPki.request("ec client").signedBy(ca);
        ed = TestPki.request("ed client").algorithm("Ed25519").signedBy(ca);
    }

    static Stream<Arguments> pkcs12Files() {
        return Stream.of(
                Arguments.of("old, RSA", rsa, SECRET, TestPki.legacyPkcs12(SECRET, rsa, ca.cert())),
                Arguments.of("old, EC", ec, SECRET, TestPki.legacyPkcs12(SECRET, ec, ca.cert())),
                Arguments.of("old, no password", rsa, "", TestPki.legacyPkcs12("", rsa, ca.cert())),
                Arguments.of("old, null password", rsa, null, TestPki.legacyPkcs12("", rsa, ca.cert())),
                Arguments.of("old, accents", rsa, "pässwört", TestPki.legacyPkcs12("pässwört", rsa, ca.cert())),
                Arguments.of("AES, RSA", rsa, SECRET, TestPki.modernPkcs12(SECRET, rsa, ca.cert())),
                Arguments.of("AES, Ed25519", ed, SECRET, TestPki.modernPkcs12(SECRET, ed, ca.cert())),
                Arguments.of("AES, accents", ec, "pässwört", TestPki.modernPkcs12("pässwört", ec, ca.cert())),
                Arguments.of("made by the JDK", rsa, SECRET, jdkPkcs12(SECRET, rsa)),
                Arguments.of("made by the JDK, no password", rsa, "", jdkPkcs12("", rsa)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pkcs12Files")
    void shouldReadAPkcs12File(String name, Party party, String password, byte[] file) throws ConnectFailure {
        Path path = TestPki.write(folder.resolve("client.p12"), file);
        Identity identity =
                IdentityReader.read(endpoint().identity(path).password(password).build());
        assertIsIdentityOf(party, identity);
        assertEquals(List.of(ca.cert()), identity.others());
        assertEquals(List.of(party.cert(), ca.cert()), identity.chain());
    }

    static Stream<Arguments> pemKeys() {
        return Stream.of(
                Arguments.of("RSA PKCS#8", rsa, TestPki.pkcs8(rsa.privateKey())),
                Arguments.of("RSA PKCS#8 AES", rsa, TestPki.pkcs8(rsa.privateKey(), AES, SECRET)),
                Arguments.of("RSA PKCS#8 3DES", rsa, TestPki.pkcs8(rsa.privateKey(), PBES1_3DES, SECRET)),
                Arguments.of("RSA PKCS#1", rsa, TestPki.traditional(rsa.privateKey())),
                Arguments.of("RSA PKCS#1 AES", rsa, TestPki.traditional(rsa.privateKey(), "AES-256-CBC", SECRET)),
                Arguments.of("RSA PKCS#1 3DES", rsa, TestPki.traditional(rsa.privateKey(), "DES-EDE3-CBC", SECRET)),
                Arguments.of("EC PKCS#8", ec, TestPki.pkcs8(ec.privateKey())),
                Arguments.of("EC PKCS#8 AES", ec, TestPki.pkcs8(ec.privateKey(), AES, SECRET)),
                Arguments.of("EC SEC1", ec, TestPki.traditional(ec.privateKey())),
                Arguments.of("EC SEC1, parameters", ec, EC_PARAMETERS + TestPki.traditional(ec.privateKey())),
                Arguments.of("EC SEC1 AES", ec, TestPki.traditional(ec.privateKey(), "AES-128-CBC", SECRET)),
                Arguments.of(
                        "EC SEC1 AES, parameters",
                        ec,
                        EC_PARAMETERS + TestPki.traditional(ec.privateKey(), "AES-256-CBC", SECRET)),
                Arguments.of("Ed25519 PKCS#8", ed, TestPki.pkcs8(ed.privateKey())),
                Arguments.of("Ed25519 PKCS#8 AES", ed, TestPki.pkcs8(ed.privateKey(), AES, SECRET)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pemKeys")
    void shouldReadAPemKeyBesideItsCertificate(String name, Party party, String key) throws ConnectFailure {
        Path certificate = TestPki.write(folder.resolve("client.crt"), TestPki.pem(party.cert()));
        Path keyFile = TestPki.write(folder.resolve("client.key"), key);
        assertIsIdentityOf(
                party,
                IdentityReader.read(endpoint()
                        .identity(certificate)
                        .identityKey(keyFile)
                        .password(SECRET)
                        .build()));
    }

    /** As Karaf does: it has names of its own for algorithms. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("pemKeys")
    void shouldReadAKeyWhereSomebodyHasRegisteredBouncyCastle(String name, Party party, String key)
            throws ConnectFailure {
        Path file = TestPki.write(folder.resolve("client.pem"), key + TestPki.pem(party.cert()));
        for (int place : List.of(1, Security.getProviders().length + 1)) {
            Security.insertProviderAt(TestPki.BC, place);
            try {
                Identity identity = IdentityReader.read(
                        endpoint().identity(file).password(SECRET).build());
                assertEquals(party.cert(), identity.leaf());
            } finally {
                Security.removeProvider(TestPki.BC.getName());
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pemKeys")
    void shouldReadAPemKeyInOneFileWithItsCertificates(String name, Party party, String key) throws ConnectFailure {
        // as "openssl pkcs12" writes it: remarks between the sections, the CA before the client
        String text = "Bag Attributes\n    friendlyName: client\n" + key + "subject=CN = x\n"
                + TestPki.pem(ca.cert(), party.cert());
        Path file = TestPki.write(folder.resolve("client.pem"), text.replace("\n", "\r\n"));
        Identity identity =
                IdentityReader.read(endpoint().identity(file).password(SECRET).build());
        assertIsIdentityOf(party, identity);
        assertEquals(List.of(ca.cert()), identity.others());
    }

    @Test
    void shouldShowTheChainInOrderAndOnlyTheChain() throws ConnectFailure {
        Party middle = TestPki.request("middle").authority().signedBy(ca);
        Party client = TestPki.request("client").signedBy(middle);
        Party stranger = TestPki.authority("stranger");
        Path file = TestPki.write(
                folder.resolve("client.p12"),
                TestPki.modernPkcs12(SECRET, client, ca.cert(), stranger.cert(), middle.cert()));
        Identity identity =
                IdentityReader.read(endpoint().identity(file).password(SECRET).build());
        assertEquals(List.of(client.cert(), middle.cert(), ca.cert()), identity.chain());
        assertEquals(List.of(ca.cert(), stranger.cert(), middle.cert()), identity.others());
    }

    @Test
    void shouldReadARenewedFileAnew() throws ConnectFailure {
        Path file = folder.resolve("client.p12");
        Endpoint endpoint = endpoint().identity(file).password(SECRET).build();
        TestPki.write(file, TestPki.modernPkcs12(SECRET, ec));
        assertIsIdentityOf(ec, IdentityReader.read(endpoint));
        TestPki.write(file, TestPki.legacyPkcs12(SECRET, rsa));
        assertIsIdentityOf(rsa, IdentityReader.read(endpoint));
    }

    @Test
    void shouldWarnWhenTheCertificateExpiresSoon() throws ConnectFailure {
        Party soon = TestPki.request("client")
                .validUntil(now.plus(Duration.ofDays(12)))
                .signedBy(ca);
        String date =
                CertificateText.date(soon.cert().getNotAfter().toInstant()).toString();
        String text = describe(soon);
        assertTrue(text.contains("WARNING: the client's certificate in identity: "), text);
        assertTrue(text.contains("(CN=client) expires on " + date + ", in 12 days; make a new one"), text);
        assertFalse(describe(ec).contains("expires"), describe(ec));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw----r--"})
    void shouldWarnWhenEverybodyMayReadTheKey(String permissions) throws IOException {
        Assumptions.assumeTrue(
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
        Path file = TestPki.write(folder.resolve("client.p12"), TestPki.modernPkcs12(SECRET, ec));
        Endpoint endpoint = endpoint().identity(file).password(SECRET).build();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        String open = IdentityReader.describe(endpoint, IdentityReader.read(endpoint), now)
                .toString();
        assertTrue(open.contains("every user") && open.contains(file.toString()), open);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        String shut = IdentityReader.describe(endpoint, IdentityReader.read(endpoint), now)
                .toString();
        assertFalse(shut.contains("every user"), shut);
    }

    @Test
    void shouldLeaveTheJvmsProvidersAlone() throws ConnectFailure {
        describe(rsa);
        assertEquals(null, Security.getProvider("BC"));
    }

    private String describe(Party party) throws ConnectFailure {
        Path file = TestPki.write(folder.resolve("client.p12"), TestPki.modernPkcs12(SECRET, party));
        Endpoint endpoint = endpoint().identity(file).password(SECRET).build();
        String text = IdentityReader.describe(endpoint, IdentityReader.read(endpoint), now)
                .toString();
        assertFalse(text.contains(SECRET), text);
        return text;
    }

    private static void assertIsIdentityOf(Party party, Identity identity) {
        assertEquals(party.cert(), identity.leaf());
        assertEquals(party.privateKey().getAlgorithm(), identity.key().getAlgorithm());
        assertEquals(CertificateText.describe(party.cert()), identity.toString());
    }

    private static byte[] jdkPkcs12(String password, Party party) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    "client", party.privateKey(), password.toCharArray(), new Certificate[] {party.cert(), ca.cert()});
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            store.store(bytes, password.toCharArray());
            return bytes.toByteArray();
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }
}
