package org.estreamer.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerFilesTest {
    @TempDir
    Path temp;

    @Test
    void shouldMakeFoldersThatOutliveAPowerCut() throws IOException {
        List<Path> synced = new ArrayList<>();
        OwnerFiles.createFolders(temp.resolve("a/b"), synced::add);
        assertEquals(List.of(temp, temp.resolve("a")), synced);
        OwnerFiles.createFolders(temp.resolve("a/b"), synced::add);
        OwnerFiles.createFolders(temp.resolve("a/c"), synced::add);
        assertEquals(List.of(temp, temp.resolve("a"), temp.resolve("a")), synced);
    }

    @Test
    void shouldAppendToFilesThatOnlyTheirOwnerReads() throws IOException {
        Path file = temp.resolve("made/file");
        for (String part : new String[] {"a", "b"}) {
            try (OutputStream out = OwnerFiles.append(file)) {
                out.write(part.charAt(0));
            }
        }
        assertEquals("ab", Files.readString(file));
        assertOwners(file);
    }

    @Test
    void shouldSayWhereAFolderStandsInTheWay() {
        assertThrows(IOException.class, () -> OwnerFiles.append(temp));
        assertThrows(IOException.class, () -> OwnerFiles.createFile(temp));
    }

    @Test
    void shouldReplaceAFileAndKeepTheOneBefore() throws IOException {
        Path file = temp.resolve("made/file");
        Path previous = temp.resolve("made/file.previous");
        OwnerFiles.replace(file, "one".getBytes(UTF_8), previous);
        assertFalse(Files.exists(previous));
        OwnerFiles.replace(file, "two".getBytes(UTF_8), previous);
        OwnerFiles.replace(file, "three".getBytes(UTF_8), previous);
        assertEquals("three", Files.readString(file));
        assertEquals("two", Files.readString(previous));
        assertOwners(file);
        assertOwners(previous);
    }

    @Test
    void shouldReplaceAFileThatOthersCouldReadAndWhatACrashLeft() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Files.writeString(temp.resolve("file.new"), "half of a longer one");
        OwnerFiles.replace(file, "new".getBytes(UTF_8), null);
        assertEquals("new", Files.readString(file));
        assertOwners(file);
        try (var files = Files.list(temp)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    private static void assertOwners(Path file) throws IOException {
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
}
