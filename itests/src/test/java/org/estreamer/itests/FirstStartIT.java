package org.estreamer.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A first start at which nobody takes the records, and another one: the server's history stays until that is mended, and
 * meanwhile the log file and the shell say so.
 */
class FirstStartIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int EVENTS = 2_000;

    @TempDir
    private Path home;

    @ParameterizedTest
    @EnumSource
    void shouldKeepHistoryUntilSomebodyTakesIt(FirstStartFault fault) throws Exception {
        TestAuthority authority = new TestAuthority("first-start-tests");
        FaultyHistory history = new FaultyHistory(1, EVENTS);
        Installation installation = new Installation(home);
        try (ScriptedManagementCenter server = new ScriptedManagementCenter(
                authority.self().certificate(), authority.issue("fmc"), List.of(history::serve))) {
            FirstStartFault.Mending mending = fault.bring(installation);
            installation.configure("session-fmc", new ClientSettings(authority, home).lines(server.port()));
            startInVain(installation, fault);
            startInVain(installation, fault);
            mending.mend();
            assertAllOnce(installation, history, fault);
        }
    }

    private static void startInVain(Installation installation, FirstStartFault fault) throws Exception {
        try (Launched run = installation.launchWithConsole()) {
            run.awaitLine("Session fmc: streaming");
            run.awaitLine(fault.logged());
            awaitStatus(run, fault.status());
            Installation.stopInTime(run);
        }
    }

    private static void awaitStatus(Launched run, String pattern) throws Exception {
        Await.until("the shell says " + pattern + " in\n" + run.everything(), LIMIT, () -> {
            run.type("estreamer:status");
            return run.hasLine(pattern);
        });
    }

    private static void assertAllOnce(Installation installation, FaultyHistory history, FirstStartFault fault)
            throws Exception {
        Path file = installation.data().resolve(FirstStartFault.FILE);
        try (Launched run = installation.launchWithConsole()) {
            awaitStatus(run, "~all +2.?000 records");
            Installation.stopInTime(run);
        }
        if (fault.isRows()) {
            List<Integer> counts =
                    List.copyOf(EventTables.read(installation, "fmc").values());
            assertEquals(Collections.nCopies(EVENTS, 1), counts);
        } else {
            assertEquals(history.all(), history.numbers(file));
        }
    }
}
