package org.estreamer.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderNameTest {
    private static final Path FOLDER = Path.of("log").toAbsolutePath();

    @ParameterizedTest
    @ValueSource(
            strings = {"fmc", "../up", "..", ".", "/etc", "a/b", "a\\b", "hq+1", "50 %", "nul\0", "münchen.example"})
    void shouldKeepAnyNameInsideItsFolder(String server) {
        String name = FolderName.encode(server);

        assertEquals(FOLDER, FOLDER.resolve(name).normalize().getParent());
        assertEquals(server, FolderName.decode(name));
    }
}
