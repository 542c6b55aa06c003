package org.estreamer.itests;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a newcomer starts and stops it, with its output going into a pipe. */
class DemoIT {
    @TempDir
    private Path data;

    @Test
    void shouldShowEventsFromTheSimulatorAndStopOnCtrlC() throws Exception {
        try (Launched demo = Launched.start(Map.of("ESTREAMER_DATA", data.toString()), null, "demo")) {
            demo.awaitLine("[1-9][0-9,]* records .*connection [1-9].*demo streaming.*file~demo [1-9]");
            new ProcessBuilder("kill", "-INT", Long.toString(demo.process().pid()))
                    .start()
                    .waitFor();
            assertTrue(demo.process().waitFor(10, TimeUnit.SECONDS), demo::everything);
            demo.exitStatus();
            assertTrue(demo.hasLine("^total [1-9][0-9,]* records"), demo::everything);
            assertFalse(demo.hasLine("\u001b"), "escape codes in a pipe");
        }
        assertTrue(Files.size(data.resolve("events.json")) > 0);
        try (Stream<Path> captures = Files.list(data.resolve("captures"))) {
            assertTrue(captures.anyMatch(file -> file.toString().endsWith(".pcapng")));
        }
    }
}
