package org.estreamer.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationFileTest {
    @TempDir
    private Path folder;

    private Map<String, String> configuration(Charset charset, String... lines) throws IOException {
        Path file = folder.resolve("org.estreamer.session-hq.cfg");
        Files.write(file, String.join("\n", lines).getBytes(charset));
        return Map.of("felix.fileinstall.filename", file.toUri().toString());
    }

    private List<String> problems(Charset charset, String... lines) throws IOException {
        return ConfigurationFile.problems(configuration(charset, lines));
    }

    private List<String> problems(String... lines) throws IOException {
        return problems(StandardCharsets.UTF_8, lines);
    }

    @Test
    void shouldFindNothingWrongInAGoodFile() throws IOException {
        String[] lines = {
            "# host = comment",
            "! host = comment",
            "",
            "host = fmc.m\u00fcller.example",
            "flags=packets,\\",
            "  host=not a name",
            "identity:C:\\\\keys\\\\",
            "port 8302",
            "trust"
        };
        assertEquals(List.of(), problems(lines));
        assertEquals(
                List.of("host", "flags", "identity", "port", "trust"),
                List.copyOf(ConfigurationFile.settings(configuration(StandardCharsets.UTF_8, lines))));
    }

    @Test
    void shouldTellOfASettingThatIsThereTwice() throws IOException {
        assertEquals(
                List.of("host: is there twice, in line 1 and in line 4; remove one"),
                problems("host=one", "port=1", "# host=", "  host : two"));
    }

    @Test
    void shouldTellOfAnotherEncoding() throws IOException {
        assertEquals(
                List.of("the file is not in UTF-8 (line 2); save it as UTF-8"),
                problems(StandardCharsets.ISO_8859_1, "host=fmc", "identity=m\u00fcller.p12"));
        assertEquals(List.of("the file is in UTF-16; save it as UTF-8"), problems(StandardCharsets.UTF_16, "host=fmc"));
        assertTrue(problems("\uFEFFhost=fmc").get(0).contains("byte order mark"));
    }

    @Test
    void shouldTellOfASettingThatIsCutOff() throws IOException {
        String fault = "the last line ends in a backslash, so that its setting is not read; remove the backslash";
        assertEquals(List.of(fault), problems("host=one", "names=none\\"));
        assertEquals(List.of(), problems("host=one", "path=C:\\\\"));
        assertEquals(List.of(), problems("host=one", "# note\\"));
        assertEquals(List.of(), problems("host=one", "names=none\\", ""));
    }

    @Test
    void shouldFindNothingWhereThereIsNoFile() throws IOException {
        assertEquals(List.of(), ConfigurationFile.problems(Map.of()));
        assertEquals(List.of(), ConfigurationFile.problems(Map.of("felix.fileinstall.filename", "file:/not/there")));
        assertEquals(List.of(), ConfigurationFile.problems(Map.of("felix.fileinstall.filename", "file:not a URI")));
        assertEquals(List.of(), problems(""));
    }
}
