package org.estreamer.shell.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OperatorFoldersTest {
    @Test
    void shouldTakeTheLaunchersFoldersFirst() {
        OperatorFolders folders = OperatorFolders.from(Map.of(
                "estreamer.etc",
                "/a/etc",
                "estreamer.data",
                "/a/data",
                "estreamer.plugins",
                "/a/plugins",
                "karaf.etc",
                "/k/etc",
                "karaf.data",
                "/k/data",
                "karaf.base",
                "/k")::get);

        assertEquals(new OperatorFolders(Path.of("/a/etc"), Path.of("/a/data"), Path.of("/a/plugins")), folders);
    }

    @Test
    void shouldFallBackToKarafsFolders() {
        OperatorFolders folders =
                OperatorFolders.from(Map.of("karaf.etc", "/k/etc", "karaf.data", "/k/data", "karaf.base", "/k")::get);

        assertEquals(
                new OperatorFolders(Path.of("/k/etc"), Path.of("/k/data/estreamer"), Path.of("/k/plugins")), folders);
    }

    @Test
    void shouldFallBackToTheWorkingFolder() {
        OperatorFolders folders = OperatorFolders.from(property -> null);

        Path here = Path.of("").toAbsolutePath();
        assertEquals(new OperatorFolders(here.resolve("etc"), here.resolve("data"), here.resolve("plugins")), folders);
    }
}
