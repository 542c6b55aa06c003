package org.estreamer.deployer.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.estreamer.deployer.JarMaker;
import org.estreamer.deployer.Signer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which signatures open the gate when {@code plugins.trust=signed}. */
class PluginTrustTest {
    private static Signer publisher;
    private static Signer stranger;

    @TempDir
    Path folder;

    private final byte[] unsigned =
            JarMaker.bundle("probe", "1.0.0").entry("org/x/A.class", "code").bytes();

    @BeforeAll
    static void makeKeys() {
        publisher = Signer.create("CN=Publisher");
        stranger = Signer.create("CN=Stranger");
    }

    private void admit(Signer trusted, byte[] jar) throws Exception {
        Path store = trusted.keyStore(folder.resolve("trusted.p12"));
        PluginIdentity identity = gate(store.toString(), Signer.PASSWORD).admit(write(jar), verified());
        assertEquals("probe", identity.symbolicName());
    }

    private Path write(byte[] jar) throws Exception {
        return Files.write(folder.resolve("copy.jar"), jar);
    }

    private Path verified() {
        return folder.resolve("verified.jar");
    }

    private static JarGate gate(String keyStore, String password) {
        return new JarGate(DeployerSettings.from(settings(keyStore, password)));
    }

    private static UnaryOperator<String> settings(String keyStore, String password) {
        return Map.of("plugins.trust", "signed", "plugins.keyStore", keyStore, "plugins.keyStorePassword", password)
                ::get;
    }

    private void assertRefused(Signer trusted, byte[] jar, String reason) {
        RefusedException refused = assertThrows(RefusedException.class, () -> admit(trusted, jar));
        assertTrue(refused.getMessage().contains(reason), refused.getMessage());
    }

    @Test
    void shouldAdmitWhatATrustedSignerHasSigned() throws Exception {
        admit(publisher, publisher.sign(unsigned));
    }

    @Test
    void shouldRefuseAnUnsignedJar() {
        assertRefused(publisher, unsigned, "is not signed, and plugins.trust=signed");
    }

    @Test
    void shouldRefuseAnothersSignature() throws Exception {
        assertRefused(publisher, stranger.sign(unsigned), "CN=Stranger is neither in the key store");
    }

    @Test
    void shouldRefuseAnotherWithTheSameName() throws Exception {
        Signer namesake = Signer.create("CN=Publisher");
        assertRefused(publisher, namesake.sign(unsigned), "CN=Publisher");
        Signer authority = Signer.authority("CN=Authority");
        Signer forged = Signer.authority("CN=Authority").issue("CN=Author");
        assertRefused(authority, forged.sign(unsigned), "CN=Author is neither");
    }

    @Test
    void shouldAdmitWhatWasSignedTwiceIfOneOfTheTwoIsTrusted() throws Exception {
        admit(publisher, stranger.sign(publisher.sign(unsigned)));
        admit(publisher, publisher.sign(stranger.sign(unsigned)));
        Signer expired = Signer.expired("CN=Old");
        admit(publisher, expired.sign(publisher.sign(unsigned)));
    }

    @Test
    void shouldRefuseWhatWasSignedTwiceByOthers() throws Exception {
        Signer another = Signer.create("CN=Another");
        byte[] jar = another.sign(stranger.sign(unsigned));
        assertRefused(publisher, jar, "CN=Another is neither");
        assertRefused(publisher, jar, "CN=Stranger is neither");
    }

    @Test
    void shouldRefuseAnAlteredEntry() throws Exception {
        byte[] jar = rewrite(publisher.sign(unsigned), "org/x/A.class", "evil");
        assertRefused(publisher, jar, "altered after it was signed");
    }

    @Test
    void shouldRefuseAnAlteredManifest() throws Exception {
        byte[] signed = publisher.sign(unsigned);
        String manifest = entry(signed, "META-INF/MANIFEST.MF");
        byte[] jar = rewrite(
                signed, "META-INF/MANIFEST.MF", manifest.replace("Bundle-Version: 1.0.0", "Bundle-Version: 1.0.1"));
        assertRefused(publisher, jar, "altered after it was signed");
    }

    @Test
    void shouldRefuseAnAddedEntry() throws Exception {
        byte[] jar = rewrite(publisher.sign(unsigned), "org/x/B.class", "evil");
        assertRefused(publisher, jar, "its entry org/x/B.class is not signed");
        byte[] inMetaInf = rewrite(publisher.sign(unsigned), "META-INF/services/x.Y", "x.Evil");
        assertRefused(publisher, inMetaInf, "its entry META-INF/services/x.Y is not signed");
        byte[] likeASignature = rewrite(publisher.sign(unsigned), "META-INF/versions/9/X.RSA", "evil");
        assertRefused(publisher, likeASignature, "is not signed");
    }

    @Test
    void shouldRefuseAForeignClassInPlaceOfASignedOne() throws Exception {
        byte[] without = without(publisher.sign(unsigned), "org/x/A.class");
        assertRefused(publisher, rewrite(without, "org/x/A.class/", "evil"), "the name of a folder, and content");
        assertRefused(publisher, rewrite(without, "org/x/a.class", "evil"), "is not signed");
    }

    @Test
    void shouldRefuseAJarThatAnEntryWasTakenOutOf() throws Exception {
        byte[] jar = without(publisher.sign(unsigned), "org/x/A.class");
        assertRefused(publisher, jar, "its entry org/x/A.class was signed, and is not there any more");
    }

    @Test
    void shouldRefuseAForeignClassForALaterJava() throws Exception {
        byte[] jar = publisher.sign(JarMaker.bundle("probe", "1.0.0")
                .header("Multi-Release", "true")
                .bytes());
        assertRefused(publisher, rewrite(jar, "META-INF/versions/17/about.txt", "evil"), "is not signed");
    }

    @Test
    void shouldRefuseASectionOfTheMainManifestThatWasAddedToASecondSignature() throws Exception {
        byte[] signed = publisher.sign(unsigned);
        String manifest = entry(signed, "META-INF/MANIFEST.MF");
        byte[] jar = rewrite(signed, "META-INF/MANIFEST.MF", "Bundle-Activator: org.x.Evil\n" + manifest);
        assertRefused(publisher, stranger.sign(jar), "altered after it was signed");
    }

    @Test
    void shouldRefuseASignatureThatLeavesTheMainSectionOut() throws Exception {
        byte[] signed = publisher.sign(unsigned);
        String name = names(signed).stream()
                .filter(each -> each.endsWith(".SF"))
                .findFirst()
                .orElseThrow();
        String weak = entry(signed, name).replaceAll("(?m)^SHA-256-Digest-Manifest-Main-Attributes: .*\\R", "");
        assertRefused(
                publisher, rewrite(signed, "META-INF/OTHER.SF", weak), "main section of the manifest can be exchanged");
    }

    @Test
    void shouldRefuseASignatureThatIsTooWeak() throws Exception {
        byte[] signed = publisher.signBy("SHA1withECDSA", "SHA-1", unsigned);
        assertRefused(publisher, signed, "takes for too weak");
    }

    @Test
    void shouldRefuseAWeakSignatureBesideAGoodOne() throws Exception {
        assertRefused(
                publisher,
                publisher.sign(stranger.signBy("SHA1withECDSA", "SHA-1", unsigned)),
                "main section of the manifest can be exchanged");
        assertRefused(
                publisher,
                stranger.sign(publisher.signBy("SHA256withECDSA", "SHA-1", unsigned)),
                "main section of the manifest can be exchanged");
    }

    @Test
    void shouldNotBeMisledByAWeakDigestBesideAGoodOne() throws Exception {
        byte[] weak = publisher.signBy("SHA256withECDSA", "SHA-1", unsigned);
        assertRefused(publisher, weak, "takes for too weak");
        ByteArrayOutputStream digestsOnly = new ByteArrayOutputStream();
        copy(weak, digestsOnly, name -> !name.matches("META-INF/.*\\.(EC|SF)"), null, null);
        byte[] both = publisher.sign(digestsOnly.toByteArray());
        String manifest = entry(both, "META-INF/MANIFEST.MF");
        assertTrue(manifest.contains("SHA-1-Digest") && manifest.contains("SHA-256-Digest"), manifest);
        admit(publisher, both);
        assertRefused(publisher, rewrite(both, "org/x/A.class", "evil"), "altered after it was signed");
        String weakOnly = manifest.replaceAll("(?m)^SHA-256-Digest: .*\\R", "");
        assertRefused(publisher, rewrite(both, "META-INF/MANIFEST.MF", weakOnly), "sign");
    }

    @Test
    void shouldLetRunWhatWasVerifiedAndNothingElse() throws Exception {
        String description = "\u00e4".repeat(200);
        byte[] jar = publisher.sign(JarMaker.bundle("probe", "1.0.0")
                .header("Bundle-Description", description)
                .entry("org/x/A.class", "code")
                .entry("org/x/", "")
                .bytes());
        admit(
                publisher,
                rewrite(
                        jar,
                        "META-INF/FOREIGN.SF",
                        entry(
                                jar,
                                names(jar).stream()
                                        .filter(each -> each.endsWith(".SF"))
                                        .findFirst()
                                        .orElseThrow())));

        byte[] runs = Files.readAllBytes(verified());
        assertEquals(List.of("META-INF/MANIFEST.MF", "about.txt", "org/x/A.class", "org/x/"), names(runs));
        assertEquals("code", entry(runs, "org/x/A.class"));
        try (JarFile running = new JarFile(verified().toFile())) {
            Manifest manifest = running.getManifest();
            assertEquals(description, manifest.getMainAttributes().getValue("Bundle-Description"));
            assertEquals(Map.of(), manifest.getEntries());
        }
    }

    @Test
    void shouldHaveTheFrameworkReadTheManifestAsItWasJudged() throws Exception {
        String text = "Manifest-Version: 1.0\rBundle-ManifestVersion: 2\rBundle-Symb\r olicName: probe\r"
                + "Bundle-Version: 1.0.0\rBundle-Version: 2.0.0\r\rName: org/x/\rSealed: true\r";
        byte[] jar =
                rewrite(without(unsigned, "META-INF/MANIFEST.MF"), "META-INF/MANIFEST.MF", text.replace("b\r o", "bo"));
        PluginIdentity identity = new JarGate(DeployerSettings.from(name -> null)).admit(write(jar), verified());
        String runs = entry(Files.readAllBytes(verified()), "META-INF/MANIFEST.MF");
        assertTrue(runs.contains("Bundle-Version: " + identity.version() + "\r\n"), runs);
        assertEquals(runs.indexOf("Bundle-Version"), runs.lastIndexOf("Bundle-Version"));
        assertFalse(runs.contains("Sealed"), runs);
    }

    @Test
    void shouldRefuseAnEntryThatOnlyAnotherHasSigned() throws Exception {
        byte[] added = rewrite(publisher.sign(unsigned), "org/x/B.class", "evil");
        assertRefused(publisher, stranger.sign(added), "is neither in the key store");
    }

    @Test
    void shouldRefuseASignatureThatWasTakenOut() throws Exception {
        byte[] signed = publisher.sign(unsigned);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        copy(signed, bytes, name -> !name.matches("META-INF/.*\\.(EC|RSA|SF)"), null, null);
        assertRefused(publisher, bytes.toByteArray(), "is not signed");
    }

    @Test
    void shouldRefuseExpiredAndFutureCertificates() throws Exception {
        Signer expired = Signer.expired("CN=Old");
        assertRefused(expired, expired.sign(unsigned), "has expired");
        Signer future = Signer.notYetValid("CN=Young");
        assertRefused(future, future.sign(unsigned), "not valid yet");
    }

    @Test
    void shouldAdmitWhomATrustedAuthorityHasCertified() throws Exception {
        Signer authority = Signer.authority("CN=Authority");
        admit(authority, authority.issue("CN=Author").sign(unsigned));
        admit(
                authority,
                authority.issueAuthority("CN=Department").issue("CN=Author").sign(unsigned));
        Signer department = authority.issueAuthority("CN=Department");
        admit(department, department.issue("CN=Author").sign(unsigned));
    }

    @Test
    void shouldRefuseChainsThatAreNotInOrder() throws Exception {
        Signer authority = Signer.authority("CN=Authority");
        assertRefused(authority, authority.issueExpired("CN=Author").sign(unsigned), "has expired");
        assertRefused(
                authority,
                authority.issue("CN=web", KeyPurposeId.id_kp_serverAuth).sign(unsigned),
                "not for signing code");
        assertRefused(publisher, publisher.issue("CN=Guest").sign(unsigned), "not a certificate authority");
        Signer old = Signer.expiredAuthority("CN=Authority");
        assertRefused(old, old.issue("CN=Author").sign(unsigned), "has expired");
        Signer author = authority.issue("CN=Author");
        assertRefused(authority, author.issue("CN=Friend").sign(unsigned), "CN=Friend is neither");
    }

    @Test
    void shouldReadPemAndRelativeNames() throws Exception {
        publisher.pem(folder.resolve("trusted.pem"));
        DeployerSettings settings = DeployerSettings.from(Map.of(
                "plugins.trust", "signed",
                "plugins.keyStore", "trusted.pem",
                "estreamer.etc", folder.toString())::get);
        new JarGate(settings).admit(write(publisher.sign(unsigned)), verified());
    }

    @Test
    void shouldStayClosedWithoutAReadableKeyStore() throws Exception {
        Path store = publisher.keyStore(folder.resolve("trusted.p12"));
        Path garbage = Files.writeString(folder.resolve("garbage.p12"), "garbage");
        Path empty = Files.createFile(folder.resolve("empty.p12"));
        assertClosed(gate(store.toString(), "wrong"), "plugins.keyStorePassword is wrong");
        assertClosed(gate(folder.resolve("absent.p12").toString(), ""), "absent.p12");
        assertClosed(gate(garbage.toString(), ""), "cannot be read");
        assertClosed(gate(empty.toString(), ""), "cannot be read");
    }

    private void assertClosed(JarGate gate, String reason) throws Exception {
        Path jar = write(publisher.sign(unsigned));
        RefusedException refused = assertThrows(RefusedException.class, () -> gate.admit(jar, verified()));
        assertTrue(refused.getMessage().contains(reason), refused.getMessage());
    }

    private static byte[] without(byte[] jar, String name) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        copy(jar, bytes, other -> !other.equals(name), null, null);
        return bytes.toByteArray();
    }

    private static List<String> names(byte[] jar) throws Exception {
        List<String> names = new ArrayList<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        return names;
    }

    private static byte[] rewrite(byte[] jar, String name, String text) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        copy(jar, bytes, other -> !other.equals(name), name, text);
        return bytes.toByteArray();
    }

    private static void copy(
            byte[] jar, ByteArrayOutputStream to, java.util.function.Predicate<String> kept, String name, String text)
            throws Exception {
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar));
                ZipOutputStream out = new ZipOutputStream(to)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (kept.test(entry.getName())) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    in.transferTo(out);
                }
            }
            if (name != null) {
                out.putNextEntry(new ZipEntry(name));
                out.write(text.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static String entry(byte[] jar, String name) throws Exception {
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
            ZipEntry entry = in.getNextEntry();
            while (!entry.getName().equals(name)) {
                entry = in.getNextEntry();
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
