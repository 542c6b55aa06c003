package org.estreamer.deployer.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.estreamer.deployer.JarMaker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Zips that mean one thing to one reader and another to the next, or more than memory can hold. */
class JarFormTest {
    private static final String MANIFEST =
            "Manifest-Version: 1.0\nBundle-ManifestVersion: 2\nBundle-SymbolicName: probe\nBundle-Version: 1.0.0\n";

    @TempDir
    Path folder;

    private final JarGate gate = new JarGate(DeployerSettings.from(name -> null));

    private static RawZip bundle() {
        return new RawZip().entry("META-INF/MANIFEST.MF", MANIFEST);
    }

    private void admit(byte[] jar) throws Exception {
        PluginIdentity identity =
                gate.admit(Files.write(folder.resolve("copy.jar"), jar), folder.resolve("verified.jar"));
        assertEquals("probe 1.0.0", identity.toString());
    }

    private void assertRefused(RawZip zip, String reason) {
        assertRefused(zip.bytes(), reason);
    }

    private void assertRefused(byte[] jar, String reason) {
        RefusedException refused = assertThrows(RefusedException.class, () -> admit(jar));
        assertTrue(refused.getMessage().contains(reason), refused.getMessage());
    }

    @Test
    void shouldAdmitWhatIsWrittenByteByByteAsItShouldBe() throws Exception {
        admit(bundle().entry("a/", "").entry("a/b.txt", "b").comment("by hand").bytes());
    }

    @Test
    void shouldRefuseAFolderWithContent() {
        assertRefused(bundle().entry("org/x/A.class/", "evil"), "the name of a folder, and content");
    }

    @ParameterizedTest
    @CsvSource({
        "a.class, a.class",
        "a.class, a.class/",
        "a/b.class, a",
        "a, a/b/c",
        "META-INF/x.SF, META-INF/X.sf",
        "META-INF/a, META-INF/A",
        "a/, a/",
        "x, Meta-Inf/MANIFEST.MF",
        "x, META-INF/manifest.mf"
    })
    void shouldRefuseNamesOfWhichOneReaderTakesTheOther(String one, String other) {
        String content = one.endsWith("/") || other.endsWith("/") ? "" : "x";
        RawZip zip = bundle().entry(one, content).entry(other, content);
        RefusedException refused = assertThrows(RefusedException.class, () -> admit(zip.bytes()));
        assertTrue(
                refused.getMessage().matches(".*(there twice or misnamed|a file and a folder).*"), refused::getMessage);
    }

    @Test
    void shouldRefuseNamesThatDifferInCaseWhereTheFileSystemDoesNotTellThemApart() throws Exception {
        admit(bundle().entry("a.class", "x").entry("A.class", "x").bytes());
        EntryNames folding = new EntryNames(true);
        folding.add("a.class", 1);
        assertThrows(RefusedException.class, () -> folding.add("A.class", 1));
        folding.add("b\u00e9", 1);
        assertThrows(RefusedException.class, () -> folding.add("be\u0301", 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0.class", "a\n", "a\\b", "a//b", "./a", "a/./b", "a\u007f", "a\u0085b"})
    void shouldRefuseNamesThatAreNotClear(String name) {
        assertRefused(bundle().entry(name, "x"), "has no clear name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "\\\\host\\share", "C:/x", "../a", "a/../../b", "a/.."})
    void shouldRefuseNamesThatPointOutOfTheJar(String name) {
        assertRefused(bundle().entry(name, "x"), "points out of the jar");
    }

    @Test
    void shouldRefuseAnEntryOfWhichTheDirectoryTellsOtherwise() {
        assertRefused(bundle().entry("b.class", "a.class", "x", 1), "another one in the directory");
        assertRefused(bundle().entry("a.class", "a.class", "xyz", 2), "two lengths of it differ");
    }

    @Test
    void shouldRefuseWhatIsNotInTheDirectory() {
        assertRefused(bundle().entry("a.class", "x").hidden(), "before, between or over its entries");
        assertRefused(bundle().entry("a", "x").hidden().entry("b", "x"), "before, between or over its entries");
        assertRefused(bundle().stray("between").entry("b", "x"), "before, between or over its entries");
        assertRefused(new RawZip().stray("#!/bin/sh\n").entry("META-INF/MANIFEST.MF", MANIFEST), "before, between");
    }

    @Test
    void shouldRefuseOneZipBeforeOrBehindAnother() {
        byte[] jar = bundle().bytes();
        byte[] other = JarMaker.bundle("probe", "1.0.0").bytes();
        byte[] both = Arrays.copyOf(jar, jar.length + other.length);
        System.arraycopy(other, 0, both, jar.length, other.length);
        assertRefused(both, "not a whole jar");
        assertRefused(Arrays.copyOf(jar, jar.length + 1), "something behind its end");
        assertRefused(bundle().comment("PK\5\6" + "x".repeat(30)), "not a whole jar");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1 << 6, 1 << 13})
    void shouldRefuseEncryptedEntries(int flags) {
        assertRefused(bundle().flags(flags).entry("a", "x"), "is encrypted");
    }

    @Test
    void shouldRefuseWaysOfPackingThatJavaDoesNotRead() {
        assertRefused(bundle().method(12).entry("a", "x"), "packed in a way");
    }

    @Test
    void shouldRefuseMoreEntriesThanItCountsAndTheFormForMore() throws Exception {
        assertRefused(bundle().entry("a", "x").count(1), "has 2 entries and says 1");
        assertRefused(bundle().count(0xFFFF), "Zip64");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < 70_000; i++) {
                zip.putNextEntry(new ZipEntry(Integer.toString(i)));
            }
        }
        assertRefused(bytes.toByteArray(), "Zip64, for more than 65534 entries");
    }

    @Test
    void shouldRefuseNamesThatAreTooLongOneByOneOrAllTogether() {
        assertRefused(bundle().entry("x".repeat(1025), "x"), "longer than 1024 bytes");
        RawZip zip = bundle();
        for (int i = 0; i < 16_000; i++) {
            zip.entry("x", i + "x".repeat(1010), "", 0);
        }
        assertRefused(zip, "take more than 16 MiB");
    }

    @Test
    void shouldRefuseMoreThanItMayUnpackToBeforeAnythingIsUnpacked() {
        RawZip zip = bundle().method(8);
        for (int i = 0; i < 3; i++) {
            zip.entry("a" + i, "a" + i, "x", Integer.MAX_VALUE);
        }
        assertRefused(zip, "unpacks to more than 4 GiB");
    }

    @Test
    void shouldRefuseFragmentsAndWhatExtendsTheFramework() {
        byte[] fragment =
                JarMaker.bundle("probe", "1.0.0").header("Fragment-Host", "x").bytes();
        assertRefused(fragment, "it is a fragment, whose code would run as a part of x");
        byte[] extension = JarMaker.bundle("probe", "1.0.0")
                .header("Fragment-Host", "system.bundle; extension:=framework")
                .bytes();
        assertRefused(extension, "a part of system.bundle; extension:=framework");
    }
}
