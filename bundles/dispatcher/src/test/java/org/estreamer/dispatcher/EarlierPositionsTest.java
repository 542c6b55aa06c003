package org.estreamer.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlierPositionsTest {
    @TempDir
    private Path data;

    @Test
    void shouldNameTheFolderThatIsNotReadAnyMore() throws IOException {
        assertEquals(Optional.empty(), EarlierPositions.warning(data));
        Path folder = Files.createDirectory(data.resolve("positions"));
        String warning = EarlierPositions.warning(data).orElseThrow();
        assertTrue(warning.contains(folder.toString()), warning);
        assertTrue(warning.endsWith("Delete it"), warning);
    }
}
