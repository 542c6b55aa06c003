package org.estreamer.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputPlaceTest {
    @TempDir
    private Path folder;

    @Test
    void shouldFindNothingWrongWithAPlaceThatIsYetToBeMadeAndMakeNothing() {
        Path file = folder.resolve("new/deep/events.json");

        assertEquals(Optional.empty(), OutputPlace.fileObstacle(file, FileAccess.OWNER));
        assertFalse(Files.exists(folder.resolve("new")));
    }

    @Test
    void shouldNameWhatIsNoFolderAndWhatIsNoFile() throws Exception {
        Path file = Files.writeString(folder.resolve("taken"), "x");

        assertTrue(OutputPlace.obstacle(file.resolve("below"), FileAccess.OWNER)
                .orElseThrow()
                .startsWith(file + " is no folder"));
        assertTrue(
                OutputPlace.fileObstacle(folder, FileAccess.OWNER).orElseThrow().startsWith(folder + " is no file"));
    }

    @Test
    void shouldNameAFolderThatMayNotBeWrittenTo() throws Exception {
        Path locked = Files.createDirectory(
                folder.resolve("locked"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-x------")));
        assumeFalse(Files.isWritable(locked), "this user may write everywhere");

        assertTrue(OutputPlace.obstacle(locked, FileAccess.OWNER)
                .orElseThrow()
                .contains("may not write to the folder " + locked));
    }

    @Test
    void shouldNameAGroupThatIsNotThere() {
        FileAccess access = FileAccess.of("file~x", "rw-r-----", "no-such-group-here");

        assertTrue(OutputPlace.obstacle(folder, access).orElseThrow().contains("no-such-group-here"));
    }
}
