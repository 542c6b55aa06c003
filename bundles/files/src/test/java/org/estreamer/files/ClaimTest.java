package org.estreamer.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.estreamer.plugin.UnavailableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimTest {
    @TempDir
    Path temp;

    private Path output;
    private Claim first;

    @BeforeEach
    void take() throws Exception {
        output = temp.resolve("made/out.log");
        first = new Claim(output, "file~first");
        first.take();
    }

    @AfterEach
    void giveBack() throws Exception {
        first.close();
    }

    @Test
    void shouldTellTheSecondWhoHasTheOutput() {
        String refusal = refusal(output);
        assertTrue(refusal.startsWith(output + " is written by file~first: "), refusal);
    }

    @Test
    void shouldLetTheSecondHaveItAsSoonAsTheFirstIsGone() throws Exception {
        try (Claim second = new Claim(output, "file~second")) {
            assertThrows(UnavailableException.class, second::take);
            first.close();
            second.take();
            assertTrue(second.isTaken());
            assertThrows(UnavailableException.class, first::take);
            first.close();
            assertTrue(refusal(output).contains("file~second"));
        }
    }

    @Test
    void shouldTakeWhatItHasWithoutDifficulty() throws Exception {
        first.take();
        assertTrue(first.isTaken());
        first.close();
        first.close();
        assertFalse(first.isTaken());
    }

    @Test
    void shouldCountAllWaysToNameTheFileAsOne() throws Exception {
        Files.createFile(output);
        Path folderLink = Files.createSymbolicLink(temp.resolve("link"), output.getParent());
        Path fileLink = Files.createSymbolicLink(temp.resolve("other.log"), output);
        refusal(folderLink.resolve("out.log"));
        refusal(fileLink);
        refusal(temp.resolve("made/../made/./out.log"));
        Files.delete(output);
        refusal(folderLink.resolve("out.log"));
    }

    @Test
    void shouldLetOthersWriteBesideIt() throws Exception {
        try (Claim other = new Claim(output.resolveSibling("out"), "file~second")) {
            other.take();
            assertTrue(other.isTaken());
        }
    }

    @Test
    void shouldKeepAnotherProcessAwayEvenAfterSomebodyHereHasAsked() throws Exception {
        refusal(output);
        try (OtherProcess other = new OtherProcess(output)) {
            String expected = output + " is written by file~first in process "
                    + ProcessHandle.current().pid() + ": ";
            assertTrue(other.answer().startsWith(expected), other.answer());
        }
        first.close();
        try (OtherProcess other = new OtherProcess(output)) {
            assertEquals("taken", other.answer());
        }
    }

    @Test
    void shouldWaitForAnotherProcessUntilItIsKilled() throws Exception {
        first.close();
        try (OtherProcess other = new OtherProcess(output)) {
            assertEquals("taken", other.answer());
            String refusal = refusal(output);
            assertTrue(refusal.contains("written by another configuration in process " + other.pid()), refusal);
        }
        first.take();
        assertTrue(refusal(output).contains("file~first"));
    }

    @Test
    void shouldHoldOnToItWhenItsThreadIsInterrupted() throws Exception {
        first.close();
        Thread.currentThread().interrupt();
        try {
            first.take();
        } finally {
            assertTrue(Thread.interrupted());
        }
        try (OtherProcess other = new OtherProcess(output)) {
            assertTrue(other.answer().contains("file~first"), other.answer());
        }
    }

    @Test
    void shouldLeaveAnEmptyFileThatOnlyItsOwnerCanRead() throws Exception {
        Path lock = output.resolveSibling("out.log.writer-lock");
        assertTrue(Files.readString(lock).startsWith("file~first in process "));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(lock)));
        first.close();
        assertEquals(0, Files.size(lock));
    }

    private static String refusal(Path path) {
        return assertThrows(UnavailableException.class, () -> new Claim(path, "file~second").take())
                .getMessage();
    }
}
