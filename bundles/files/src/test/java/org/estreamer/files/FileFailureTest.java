package org.estreamer.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class FileFailureTest {
    @Test
    void shouldSayTheReasonThatIsInTheClassAlone() {
        String user = System.getProperty("user.name");
        assertReason("/data/log: permission denied for user " + user, new AccessDeniedException("/data/log"));
        assertReason("/data/log: no such file or folder", new NoSuchFileException("/data/log"));
        assertReason("/a -> /b: is there already", new FileAlreadyExistsException("/a", "/b", null));
        assertReason("/a: FileSystemLoopException", new FileSystemLoopException("/a"));
    }

    @Test
    void shouldLeaveAMessageThatSaysTheReason() {
        assertReason("/a: No space left on device", new FileSystemException("/a", null, "No space left on device"));
        assertReason("Cannot write to /a: full", new IOException("Cannot write to /a: full"));
    }

    @Test
    void shouldNeverSayNothing() {
        assertReason("EOFException", new EOFException());
        assertReason("AccessDeniedException", new AccessDeniedException(null));
    }

    private static void assertReason(String expected, IOException failure) {
        assertEquals(expected, FileFailure.reason(failure));
    }
}
