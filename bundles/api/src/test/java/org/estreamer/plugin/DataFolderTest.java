package org.estreamer.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    Path temp;

    @Test
    void shouldPreferItsOwnPropertyToKarafsToTheWorkingDirectory() {
        assertEquals(
                Path.of("/own/a/b"),
                DataFolder.resolve(Map.of("estreamer.data", "/own", "karaf.data", "/karaf")::get, "a/b"));
        assertEquals(Path.of("/karaf/estreamer/a"), DataFolder.resolve(Map.of("karaf.data", "/karaf")::get, "a"));
        assertEquals(Path.of("data/a").toAbsolutePath(), DataFolder.resolve(Map.<String, String>of()::get, "a"));
    }

    @Test
    void shouldMakeFoldersThatOutliveAPowerCut() throws Exception {
        List<Path> synced = new ArrayList<>();
        Owner.createFolders(temp.resolve("a/b"), synced::add);
        assertEquals(List.of(temp, temp.resolve("a")), synced);
        Owner.createFolders(temp.resolve("a/b"), synced::add);
        Owner.createFolders(temp.resolve("a/c"), synced::add);
        assertEquals(List.of(temp, temp.resolve("a"), temp.resolve("a")), synced);
    }

    @Test
    void shouldLeaveAbsoluteNamesAsTheyAre() {
        assertEquals(Path.of("/x/a"), DataFolder.resolve(Map.of("estreamer.data", "/own")::get, "/x/a"));
    }

    @Test
    void shouldAppendToFilesThatOnlyTheirOwnerReads() throws IOException {
        Path file = temp.resolve("made/file");
        for (String part : new String[] {"a", "b"}) {
            try (OutputStream out = DataFolder.append(file)) {
                out.write(part.charAt(0));
            }
        }
        assertEquals("ab", Files.readString(file));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void shouldSayWhereAFolderStandsInTheWay() {
        assertThrows(IOException.class, () -> DataFolder.append(temp));
    }
}
