package org.estreamer.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records given to an output again while new ones come, by a process that is killed in the middle of it. */
class ReplayIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(2);
    private static final int KILLS = 3;
    private static final int STORED = 60_000;
    private static final int LIVE = 15_000;

    @TempDir
    private Path home;

    private final FaultyHistory stored = new FaultyHistory(1, STORED);
    private final FaultyHistory live = new FaultyHistory(2, LIVE);

    @Test
    void shouldGoOnWithAReplayAfterEveryKill() throws Exception {
        Installation installation = new Installation(home)
                .drop("org.estreamer.plugin.file")
                .configure("plugin.file-once", "path=once.jsonl")
                .configure("plugin.file-again", "path=again.jsonl");
        Path once = installation.data().resolve("once.jsonl");
        Path again = installation.data().resolve("again.jsonl");
        TestAuthority authority = new TestAuthority("replay-tests");
        try (ScriptedManagementCenter past = server(authority, stored::serve);
                ScriptedManagementCenter present = server(authority, client -> live.serveSlowly(client, () -> PAUSE))) {
            installation.configure("session-past", new ClientSettings(authority, home).lines(past.port()));
            try (Launched run = installation.launch("run")) {
                Await.until(
                        "the history in\n" + run.everything(), LIMIT, () -> stored.isIn(once) && stored.isIn(again));
                begin(installation);
                installation.configure("session-present", new ClientSettings(authority, home).lines(present.port()));
                killInTheMiddle(run, installation, again);
            }
            for (int kill = 1; kill < KILLS; kill++) {
                try (Launched run = installation.launch("run")) {
                    killInTheMiddle(run, installation, again);
                }
            }
            try (Launched run = installation.launch("run")) {
                Await.until("a replay that ends in\n" + run.everything(), LIMIT, () -> !isUnderWay(installation));
                Await.until("new events in\n" + run.everything(), LIMIT, () -> live.isIn(once) && live.isIn(again));
                Installation.stopInTime(run);
            }
        }
        assertEquals(stored.all(), stored.numbers(once), "an output that was not asked for a replay");
        assertEquals(live.all(), live.numbers(once), "an output that was not asked for a replay");
        assertEquals(live.all(), live.numbers(again), "what came after the command");
        Map<Integer, Long> times = stored.numbers(again).stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertEquals(STORED, times.size());
        assertTrue(times.values().stream().allMatch(many -> many >= 2), "each event of the past once live, and again");
    }

    private static ScriptedManagementCenter server(TestAuthority authority, ScriptedManagementCenter.Script script)
            throws Exception {
        return new ScriptedManagementCenter(authority.self().certificate(), authority.issue("fmc"), List.of(script));
    }

    private static void begin(Installation installation) throws Exception {
        try (Launched command = installation.launch("replay", "file~again", "--from", "-1h")) {
            assertEquals(1, command.exitStatus(), command::everything);
            assertTrue(command.hasLine("--yes"), command::everything);
        }
        try (Launched command = installation.launch("replay", "file~again", "--from", "-1h", "--yes")) {
            assertEquals(0, command.exitStatus(), command::everything);
        }
    }

    /** Kills the process as soon as the output has grown. */
    private static void killInTheMiddle(Launched run, Installation installation, Path output) throws Exception {
        long before = Files.size(output);
        Await.until("more in the output of\n" + run.everything(), LIMIT, () -> Files.size(output) > before);
        run.kill();
        assertTrue(isUnderWay(installation), "the replay had ended before the kill");
    }

    private static boolean isUnderWay(Installation installation) throws IOException {
        try (Stream<Path> notes = Files.list(installation.data().resolve("replay"))) {
            return notes.findAny().isPresent();
        }
    }
}
