package org.estreamer.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationFolderTest {
    private static final String FILE = "org.estreamer.plugin.file-a.cfg";

    @TempDir
    private Path etc;

    private Map<String, String> unreadable(String content) throws IOException {
        Files.writeString(etc.resolve(FILE), content);
        return ConfigurationFolder.unreadable(etc);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DOM\\users", "C:\\\\\\users", "\\u12", "\\u12g4", "a,\\\n  b\\u"})
    void shouldTellOfAnEscapeThatIsNone(String value) throws IOException {
        int line = value.contains("\n") ? 3 : 2;
        assertEquals(
                Map.of(
                        FILE,
                        "it is not read: in line " + line + " stands \\u, which begins a character of four hex digits;"
                                + " write \\\\ for a backslash"),
                unreadable("# C:\\users\npath=" + value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"DOM\\\\users", "M\\u00fcller", "\\\\\\u00fc", "plain"})
    void shouldTakeOtherValuesAsTheyAre(String value) throws IOException {
        assertEquals(Map.of(), unreadable("path=" + value));
    }

    @Test
    void shouldTellOfAFileThatNobodyMayRead() throws IOException {
        Path file = Files.writeString(etc.resolve(FILE), "path=a");
        Files.setPosixFilePermissions(file, Set.of());
        assumeFalse(Files.isReadable(file), "root reads everything");
        assertEquals(
                Map.of(FILE, "it is not read: the user that runs this may not read it; change its owner or its rights"),
                ConfigurationFolder.unreadable(etc));
    }

    @Test
    void shouldTellOfALinkThatLeadsNowhere() throws IOException {
        Files.createSymbolicLink(etc.resolve(FILE), etc.resolve("gone"));
        assertEquals(
                Map.of(FILE, "it is not read: the link leads to no file; correct or remove it"),
                ConfigurationFolder.unreadable(etc));
    }

    @Test
    void shouldLookAtNothingElse() throws IOException {
        Files.createDirectory(etc.resolve(FILE));
        Files.writeString(etc.resolve("other.cfg"), "path=\\user");
        assertEquals(Map.of(), ConfigurationFolder.unreadable(etc));
        assertEquals(Map.of(), ConfigurationFolder.unreadable(etc.resolve("gone")));
    }
}
