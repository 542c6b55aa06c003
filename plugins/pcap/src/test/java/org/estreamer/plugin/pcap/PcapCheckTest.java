package org.estreamer.plugin.pcap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.estreamer.plugin.RecordedCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PcapCheckTest {
    @TempDir
    private Path data;

    private final List<String> steps = new ArrayList<>();

    private void check(Map<String, String> settings) throws Exception {
        RecordedCheck check = new RecordedCheck(data, Map.of());
        try {
            check.run(new PcapCheck(), settings);
        } finally {
            steps.addAll(check.steps());
        }
    }

    @Test
    void shouldPassWhereTheFolderCanBeMadeAndNotMakeIt() throws Exception {
        check(Map.of());

        assertEquals(List.of("folder ok " + data.resolve("pcap")), steps);
        assertFalse(Files.exists(data.resolve("pcap")));
    }

    @Test
    void shouldFailWhereAFileIsInTheWay() throws Exception {
        Files.writeString(data.resolve("pcap"), "");

        check(Map.of("directory", "pcap"));

        assertEquals(List.of("folder FAILED " + data.resolve("pcap") + " is no folder: name another place"), steps);
    }

    @Test
    void shouldRefuseWhatThePluginRefuses() throws Exception {
        assertThrows(IllegalArgumentException.class, () -> check(Map.of("rotateSeconds", "0")));
    }
}
