package org.estreamer.deployer.folders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PluginFoldersTest {
    @TempDir
    Path home;

    private File file(String name) {
        return home.resolve(name).toFile();
    }

    private PluginFolders folders(String property) {
        return PluginFolders.from(Map.of("estreamer.plugins", property)::get);
    }

    @Test
    void shouldHoldJarsDirectlyInsideAnyOfItsFolders() {
        PluginFolders folders = folders(home.resolve("a") + " , " + home.resolve("b/../c") + ",");
        assertTrue(folders.holdJar(file("a/x.jar")));
        assertTrue(folders.holdJar(file("a/X.JAR")));
        assertTrue(folders.holdJar(file("c/x.jar")));
        assertTrue(folders.holdJar(file("other/../c/x.jar")));
        assertFalse(folders.holdJar(file("a/x.cfg")));
        assertFalse(folders.holdJar(file("a/sub/x.jar")));
        assertFalse(folders.holdJar(file("b/x.jar")));
        assertFalse(folders.holdJar(file("x.jar")));
        assertFalse(folders.holdJar(new File("x.jar")));
        assertFalse(folders.holdJar(new File("/")));
    }

    @Test
    void shouldFollowALinkToAFolderButNotALinkToAJar() throws Exception {
        Files.createDirectories(home.resolve("real"));
        Files.createDirectories(home.resolve("elsewhere"));
        Files.createSymbolicLink(home.resolve("link"), home.resolve("real"));
        Files.createSymbolicLink(home.resolve("real/x.jar"), home.resolve("elsewhere/x.jar"));
        assertTrue(folders(home.resolve("link").toString()).holdJar(file("real/x.jar")));
        assertFalse(folders(home.resolve("link").toString()).holdJar(file("elsewhere/x.jar")));
    }

    @Test
    void shouldBeThePluginFolderOfKarafByDefault() {
        PluginFolders folders = PluginFolders.from(Map.of("karaf.base", home.toString())::get);
        assertTrue(folders.holdJar(file("plugins/x.jar")));
        assertFalse(folders.holdJar(file("deploy/x.jar")));
    }

    @Test
    void shouldBeNoFolderWhereThePropertyIsEmpty() {
        PluginFolders folders = folders(" ");
        assertEquals(List.of(), folders.files());
        assertFalse(folders.holdJar(file("plugins/x.jar")));
    }

    @Test
    void shouldListFilesAndNothingElse() throws Exception {
        Path folder = Files.createDirectories(home.resolve("plugins/x.jar")).getParent();
        Files.createFile(folder.resolve("b.jar"));
        Files.createFile(folder.resolve("a.cfg"));
        Files.createSymbolicLink(folder.resolve("link.jar"), folder.resolve("b.jar"));
        Files.createSymbolicLink(folder.resolve("gone.jar"), folder.resolve("nothing"));
        PluginFolders folders = folders(folder + "," + home.resolve("absent"));
        assertEquals(
                List.of("a.cfg", "b.jar", "link.jar"),
                folders.files().stream().map(File::getName).toList());
        folders.create();
        assertTrue(Files.isDirectory(home.resolve("absent")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.jar", "a b.jar", "ü%20.jar", "a?b#c.jar", "a:b.jar", "[x].jar"})
    void shouldReadAFilesNameBackFromItsLocation(String name) throws Exception {
        File file = new File(home.toRealPath().toFile(), name);
        String location = PluginFolders.location(file);
        assertTrue(PluginFolders.isPluginLocation(location));
        assertEquals(file, PluginFolders.file(location));
        assertEquals(Optional.empty(), PluginFolders.origin(location));
    }

    @Test
    void shouldKnowWhereOthersInstalledFrom() {
        assertEquals(
                Optional.of(file("a b.jar")),
                PluginFolders.origin(file("a b.jar").toURI().toString()));
        assertEquals(Optional.of(file("a")), PluginFolders.origin("jardir:" + file("a")));
        assertEquals(Optional.of(new File("rel.jar")), PluginFolders.origin("file:rel.jar"));
        assertEquals(Optional.empty(), PluginFolders.origin("mvn:org.x/y/1"));
    }
}
