package org.estreamer.plugin.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.estreamer.format.Format;
import org.estreamer.format.FormatOptions;
import org.estreamer.format.RecordWriter;
import org.estreamer.plugin.RecordedCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCheckTest {
    @TempDir
    private Path data;

    private final List<String> steps = new ArrayList<>();

    /** Knows a field. */
    private static final Format JSON = new Format() {
        @Override
        public RecordWriter writer(FormatOptions options) {
            if (!options.fields().stream().allMatch("url"::equals)) {
                throw new IllegalArgumentException("fields names what is none");
            }
            return (record, out) -> {};
        }
    };

    private void check(Map<String, Object> settings) throws Exception {
        RecordedCheck check = new RecordedCheck(data, Map.of("json", JSON));
        try {
            check.run(new FileCheck(), settings);
        } finally {
            steps.addAll(check.steps());
        }
    }

    @Test
    void shouldPassAndLeaveTheOutputAsItIs() throws Exception {
        Path file = Files.writeString(data.resolve("events.json"), "{}\n");

        check(Map.of("path", "events.json", "fields", "url"));
        check(Map.of("path", "new/events.json"));

        assertEquals(
                List.of(
                        "file ok " + file,
                        "format ok json",
                        "file ok " + data.resolve("new/events.json"),
                        "format ok json"),
                steps);
        assertEquals("{}\n", Files.readString(file));
        assertEquals(List.of("events.json"), List.of(data.toFile().list()));
    }

    @Test
    void shouldFailWhereTheFileCannotBeMade() throws Exception {
        Files.writeString(data.resolve("taken"), "");

        check(Map.of("path", "taken/events.json"));

        assertEquals("file FAILED " + data.resolve("taken") + " is no folder: name another place", steps.get(0));
    }

    @Test
    void shouldNameTheNearestFormatAndWhatAFormatRefuses() throws Exception {
        check(Map.of("path", "x", "format", "jsn"));
        check(Map.of("path", "x", "fields", new String[] {"ulr"}));

        assertEquals("format FAILED there is no format named jsn; did you mean json? Valid: json", steps.get(1));
        assertEquals("format FAILED fields names what is none", steps.get(3));
    }

    @Test
    void shouldRefuseWhatThePluginRefuses() throws Exception {
        for (Map<String, Object> settings : List.<Map<String, Object>>of(
                Map.of(), Map.of("path", "x", "permissions", "rwx"), Map.of("path", "x", "joinSeconds", "90"))) {
            assertThrows(IllegalArgumentException.class, () -> check(settings), settings::toString);
        }
    }
}
