package org.estreamer.deployer.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.estreamer.deployer.JarMaker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Version;

class JarGateTest {
    @TempDir
    Path folder;

    private final JarGate gate = new JarGate(DeployerSettings.from(name -> null));

    private PluginIdentity admit(byte[] bytes) throws Exception {
        return gate.admit(Files.write(folder.resolve("copy.jar"), bytes), folder.resolve("verified.jar"));
    }

    private void assertRefused(byte[] bytes, String reason) {
        RefusedException refused = assertThrows(RefusedException.class, () -> admit(bytes));
        assertTrue(refused.getMessage().contains(reason), refused.getMessage());
    }

    @Test
    void shouldAdmitABundleAndTellItsName() throws Exception {
        assertEquals(
                new PluginIdentity("probe", new Version("1.2.3")),
                admit(JarMaker.bundle("probe", "1.2.3")
                        .header("Bundle-SymbolicName", "probe;singleton:=true")
                        .bytes()));
    }

    @Test
    void shouldRefuseAJarCutShortAnywhere() {
        byte[] jar = JarMaker.bundle("probe", "1.0.0").bytes();
        for (int length = 0; length < jar.length; length++) {
            byte[] cut = Arrays.copyOf(jar, length);
            assertThrows(RefusedException.class, () -> admit(cut), "cut to " + length + " bytes");
        }
    }

    @Test
    void shouldAdmitNoJarWhoseContentsAreDamaged() throws Exception {
        byte[] jar = JarMaker.bundle("probe", "1.0.0").bytes();
        admit(jar);
        List<String> contents = contents();
        int refused = 0;
        for (int at = 0; at < jar.length; at++) {
            byte[] changed = jar.clone();
            changed[at] ^= 0x55;
            try {
                admit(changed);
                // a date or a comment may change, what is in the jar may not
                assertEquals(contents, contents(), "byte " + at);
            } catch (RefusedException e) {
                refused++;
            }
        }
        assertTrue(refused > jar.length / 4, refused + " of " + jar.length);
    }

    private List<String> contents() throws Exception {
        List<String> contents = new ArrayList<>();
        try (ZipFile zip = new ZipFile(folder.resolve("verified.jar").toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                contents.add(new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return contents;
    }

    @Test
    void shouldRefuseWhatIsNoBundle() throws Exception {
        assertRefused("hello".getBytes(StandardCharsets.UTF_8), "not a whole jar");
        assertRefused(JarMaker.plain().entry("a.txt", "a").bytes(), "Bundle-SymbolicName");
        assertRefused(JarMaker.plain().header("Bundle-SymbolicName", "old").bytes(), "Bundle-ManifestVersion");
        assertRefused(JarMaker.bundle("probe", "one").bytes(), "'one' is not a version");
        assertRefused(JarMaker.bundle(" ;a=b", "1.0.0").bytes(), "names nothing");
        assertRefused(zip("a.txt"), "no META-INF/MANIFEST.MF");
    }

    @Test
    void shouldRefuseAManifestThatIsNoneOrTooLong() throws Exception {
        assertRefused(manifest("no header\n".getBytes(StandardCharsets.UTF_8)), "MANIFEST.MF cannot be read");
        assertRefused(manifest(new byte[(8 << 20) + 1]), "unpacks to more than 8 MiB");
    }

    private static byte[] manifest(byte[] content) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
            zip.write(content);
        }
        return bytes.toByteArray();
    }

    @Test
    void shouldRefuseTwoEntriesOfOneName() throws Exception {
        String text = new String(zip("a.txt", "b.txt"), StandardCharsets.ISO_8859_1);
        assertRefused(text.replace("b.txt", "a.txt").getBytes(StandardCharsets.ISO_8859_1), "twice");
    }

    @Test
    void shouldRefuseNamesThatAreNotText() throws Exception {
        String jar = new String(zip("\u00e9.txt"), StandardCharsets.ISO_8859_1);
        String broken = jar.replace("\u00c3\u00a9", "\u00c3\u00c3");
        assertRefused(broken.getBytes(StandardCharsets.ISO_8859_1), "not a whole jar");
    }

    @Test
    void shouldRefuseAnEntryWhoseLengthLies() throws Exception {
        byte[] jar = JarMaker.bundle("probe", "1.0.0").bytes();
        int directory = new String(jar, StandardCharsets.ISO_8859_1).lastIndexOf("PK\1\2");
        jar[directory + 26] ^= 1; // the third byte of the unpacked length
        assertRefused(jar, "about.txt is damaged");
    }

    @Test
    void shouldAdmitNothingWhileASettingIsWrong() {
        JarGate closed = new JarGate(DeployerSettings.from(name -> name.equals("plugins.trust") ? "yes" : null));
        RefusedException refused = assertThrows(
                RefusedException.class,
                () -> closed.admit(
                        JarMaker.bundle("probe", "1.0.0").at(folder.resolve("probe.jar")),
                        folder.resolve("verified.jar")));
        assertTrue(refused.getMessage().contains("must be any or signed"), refused.getMessage());
    }

    private static byte[] zip(String... names) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(1);
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
