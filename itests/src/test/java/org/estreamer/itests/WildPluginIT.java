package org.estreamer.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plugin that asks for more memory than there is, at every record: the others do not notice. */
class WildPluginIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int EVENTS = 20_000;

    @TempDir
    private Path home;

    private final FaultyHistory history = new FaultyHistory(1, EVENTS);

    @Test
    void shouldWaitAloneForMemoryAndBeGoneWithItsJar() throws Exception {
        Installation installation = new Installation(home)
                .javaOptions("-Xmx96m -Destreamer.tally.wildBytes=" + (128 << 20))
                .drop("org.estreamer.plugin.file")
                .configure("plugin.file-all", "path=events.jsonl");
        Path wild = PluginJar.drop(installation.plugins(), "wild.jar", "1.0.0");
        Path file = installation.data().resolve("events.jsonl");
        TestAuthority authority = new TestAuthority("wild-tests");
        try (ScriptedManagementCenter server = new ScriptedManagementCenter(
                authority.self().certificate(), authority.issue("fmc"), List.of(history::serve))) {
            installation.configure("session-lab", new ClientSettings(authority, home).lines(server.port()));
            try (Launched run = installation.launch("run")) {
                run.awaitLine("Plugin " + PluginJar.SYMBOLIC_NAME + " of .* waits, .*OutOfMemoryError");
                Await.until("all events in\n" + run.everything(), LIMIT, () -> history.isIn(file));
                Files.delete(wild);
                run.awaitLine("Plugin " + PluginJar.SYMBOLIC_NAME + " .* is uninstalled");
                Installation.stopInTime(run);
            }
            assertEquals(1, server.connections(), "nobody needed another connection");
        }
        assertEquals(history.all(), history.numbers(file));
    }
}
