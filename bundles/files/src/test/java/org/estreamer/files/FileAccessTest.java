package org.estreamer.files;

import static org.estreamer.files.DurableOutput.append;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.estreamer.plugin.UnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(OS.WINDOWS)
class FileAccessTest {
    @TempDir
    Path temp;

    private final List<String> notices = new ArrayList<>();

    @Test
    void shouldLetAGroupReadTheOutputButNotItsPosition() throws Exception {
        Path out = temp.resolve("made/here/out.log");
        String group = group(temp);
        write(out, FileAccess.of("test", "rw-r-----", group));
        assertEquals("rw-r-----", permissions(out));
        assertEquals(group, group(out));
        assertEquals("rwxr-x---", permissions(out.getParent()));
        assertEquals("rwxr-x---", permissions(out.getParent().getParent()));
        assertEquals("rw-------", permissions(out.resolveSibling("out.log.position")));
        assertEquals("rw-------", permissions(out.resolveSibling("out.log.writer-lock")));
    }

    @Test
    void shouldGiveAFileThatIsThereWhatIsSetNow() throws Exception {
        Path out = temp.resolve("out.log");
        write(out, FileAccess.OWNER);
        assertEquals("rw-------", permissions(out));
        write(out, FileAccess.of("test", "rw-r--r--", ""));
        assertEquals("rw-r--r--", permissions(out));
    }

    @Test
    void shouldNameTheFolderThatReadersCannotEnter() throws Exception {
        Path closed = Files.createDirectory(
                temp.resolve("closed"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        write(closed.resolve("out.log"), FileAccess.of("test", "rw-r-----", ""));
        assertTrue(notices.toString().contains("cannot enter " + closed), notices.toString());
    }

    @Test
    void shouldWaitForAGroupThatIsNotThere() {
        FileAccess access = FileAccess.of("test", "rw-r-----", "no-such-group-here");
        UnavailableException e = assertThrows(UnavailableException.class, () -> write(temp.resolve("out.log"), access));
        assertTrue(e.getMessage().contains("no such group"), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"640", "rw-rw-rw-", "rwxr-----", "r--r--r--", "rw-r----", "-w-------"})
    void shouldRefuseWhatIsNoneOrTooMuch(String permissions) {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> FileAccess.of("the.pid", permissions, ""));
        assertTrue(e.getMessage().startsWith("the.pid: permissions = " + permissions), e.getMessage());
    }

    @Test
    void shouldTakeNothingSetForTheOwnerOnly() {
        assertEquals(FileAccess.OWNER, FileAccess.of("test", " ", null));
    }

    private void write(Path path, FileAccess access) throws Exception {
        Path side = path.resolveSibling(path.getFileName() + ".position");
        try (DurableFile file = new DurableFile(side, path, "test", access, notices::add)) {
            if (Files.exists(path.getParent())) {
                file.resume("lab");
            }
            file.begin(path.getFileName().toString());
            append(file, "one\n");
            file.persist(java.util.Map.of("lab", new byte[] {1}));
        }
    }

    private static String permissions(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static String group(Path path) throws Exception {
        return Files.readAttributes(path, PosixFileAttributes.class).group().getName();
    }
}
