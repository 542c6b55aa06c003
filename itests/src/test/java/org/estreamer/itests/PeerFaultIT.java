package org.estreamer.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.estreamer.itests.ScriptedManagementCenter.Script;
import org.estreamer.itests.TestAuthority.Party;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Servers that misbehave, each in another way and all at once, and one client for them all: in the end its file has every
 * event once, its log says what was wrong, and no server was run down meanwhile.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PeerFaultIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int EVENTS = 47;

    private final long seed = Long.getLong("estreamer.seed", System.nanoTime());
    private final Map<PeerFault, ScriptedManagementCenter> servers = new EnumMap<>(PeerFault.class);
    private final Map<PeerFault, FaultyHistory> histories = new EnumMap<>(PeerFault.class);
    private Path file;
    private long started;
    private Launched run;

    @BeforeAll
    void start(@TempDir Path home) throws Exception {
        Installation installation = new Installation(home)
                .drop("org.estreamer.plugin.file")
                .configure("plugin.file-all", "path=events.jsonl");
        file = installation.data().resolve("events.jsonl");
        TestAuthority authority = new TestAuthority("fault-tests");
        ClientSettings client = new ClientSettings(authority, home);
        Party server = authority.issue("fmc");
        Random random = new Random(seed);
        for (PeerFault fault : PeerFault.values()) {
            FaultyHistory history = fault.history(servers.size() + 1, EVENTS);
            List<Script> scripts = new ArrayList<>(fault.scripts(history, random));
            scripts.add(history::serve);
            ScriptedManagementCenter center =
                    new ScriptedManagementCenter(authority.self().certificate(), server, scripts);
            histories.put(fault, history);
            servers.put(fault, center);
            installation.configure("session-" + fault.session(), client.lines(center.port()));
        }
        started = System.nanoTime();
        run = installation.launch("run");
    }

    @AfterAll
    void stop() throws IOException {
        run.close();
        for (ScriptedManagementCenter server : servers.values()) {
            server.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldHoldEveryEventOnceAndSayWhatWasWrong(PeerFault fault) throws Exception {
        FaultyHistory history = histories.get(fault);
        run.awaitLine(fault.expectedLine());
        Await.until("events of " + fault + " in\n" + run.everything(), LIMIT, () -> history.isIn(file));
        assertEquals(history.all(), history.numbers(file), () -> "seed " + seed + "\n" + run.everything());
        assertFalse(run.hasLine("^\\s+at [a-z]+\\."), run::everything);
        int connections = servers.get(fault).connections();
        long seconds = Duration.ofNanos(System.nanoTime() - started).toSeconds();
        assertTrue(connections <= seconds + 2, () -> connections + " connections in " + seconds + " s");
    }

    @Test
    void shouldGiveAMessageOfAnUnknownTypeToPluginsWithItsBytes() throws Exception {
        String bytes = Base64.getEncoder().encodeToString(PeerFault.unknownBytes());
        Await.until("the message in\n" + run.everything(), LIMIT, () -> {
            try (Stream<String> lines = Files.lines(file)) {
                return lines.anyMatch(line -> line.contains("\"messageType\":999") && line.contains(bytes));
            }
        });
    }
}
