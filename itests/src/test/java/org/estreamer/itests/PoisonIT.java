package org.estreamer.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.estreamer.itests.plugin.MortalActivator;
import org.estreamer.itests.plugin.MortalPlugin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An event at which a plugin ends the process: the eighth time it becomes a dead letter, and the program goes on. */
class PoisonIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String MORTAL = "org.estreamer.itests.mortal";
    private static final int EVENTS = 600;
    private static final int DEATHS = 8;
    /** A client that is asked from the window on may connect once more. */
    private static final int CONNECTIONS = 40;

    @TempDir
    private Path home;

    private final FaultyHistory history = new FaultyHistory(1, EVENTS);

    @Test
    void shouldStartAgainAfterEightDeathsByOneEvent() throws Exception {
        Installation installation = new Installation(home)
                .drop("org.estreamer.plugin.file")
                .configure("plugin.file-all", "path=events.jsonl");
        PluginJar.drop(
                installation.plugins(),
                "mortal.jar",
                "1.0.0",
                MORTAL,
                List.of(MortalActivator.class, MortalPlugin.class));
        Path file = installation.data().resolve("events.jsonl");
        TestAuthority authority = new TestAuthority("poison-tests");
        try (ScriptedManagementCenter server = new ScriptedManagementCenter(
                authority.self().certificate(),
                authority.issue("fmc"),
                Collections.nCopies(CONNECTIONS, history::serve))) {
            installation.configure("session-lab", new ClientSettings(authority, home).lines(server.port()));
            for (int death = 1; death <= DEATHS; death++) {
                try (Launched run = installation.launch("run")) {
                    assertTrue(
                            run.process().waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS),
                            () -> "still running: " + run.everything());
                }
                assertEquals(
                        Integer.toString(death),
                        Files.readString(installation.tally().resolve("deaths")));
            }
            try (Launched run = installation.launch("run")) {
                Await.until("all events in\n" + run.everything(), LIMIT, () -> history.isIn(file));
                run.awaitLine("Plugin " + MORTAL + " .* the process has died 8 times in a row");
                try (Launched command = installation.launch("deadletter", "list", MORTAL)) {
                    assertEquals(0, command.exitStatus(), command::everything);
                    assertTrue(command.hasLine("the process has died 8 times in a row"), command::everything);
                }
                Installation.stopInTime(run);
            }
        }
        assertEquals(
                Integer.toString(DEATHS), Files.readString(installation.tally().resolve("deaths")));
        assertEquals(history.all(), history.numbers(file));
    }
}
