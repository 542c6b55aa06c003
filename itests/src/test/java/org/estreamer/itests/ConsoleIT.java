package org.estreamer.itests;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console of a program that receives. */
class ConsoleIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    /** At the rate of the simulator, so many take longer than a program needs to stop. */
    private static final int A_WHILE = 20_000;

    @TempDir
    private Path home;

    private Installation installation;

    @BeforeEach
    void install() throws Exception {
        installation = new Installation(home).configure("simulator-sim", "port=0", "session=sim", "rate=4000");
        PluginJar.drop(installation.plugins(), "tally.jar", "1.0.0");
    }

    @Test
    void shouldGoOnWhenTheInputOfItsConsoleEnds() throws Exception {
        try (Launched run = installation.launchWithConsole()) {
            run.awaitLine("Session sim: streaming");
            run.type("estreamer:sessions");
            run.awaitLine("sim .* streaming");
            run.process().getOutputStream().close();
            long then = installation.count("1.0.0");
            Await.until(
                    () -> "it goes on in\n" + run.everything(),
                    LIMIT,
                    () -> installation.count("1.0.0") > then + A_WHILE);
            assertTrue(run.process().isAlive());
            Installation.stopInTime(run);
        }
    }

    @Test
    void shouldRunNoProfileThatLiesInTheFolderItIsStartedIn() throws Exception {
        Path elsewhere = Files.createDirectories(home.resolve("elsewhere/etc"));
        Files.writeString(elsewhere.resolve("gosh_profile"), "echo 'a profile of somebody else'\n");
        installation.through(
                "sh", "-c", "cd \"$0\" && exec \"$@\"", elsewhere.getParent().toString());
        try (Launched run = installation.launchWithConsole()) {
            run.awaitLine("Session sim: streaming");
            run.type("estreamer:sessions");
            run.awaitLine("sim .* streaming");
            assertFalse(run.hasLine("a profile of somebody else"), run::everything);
            Installation.stopInTime(run);
        }
    }

    /** A console completes on a terminal only. */
    @Test
    void shouldCompleteCommandsAndNamesWithTab() throws Exception {
        installation.through("sh", "-c", "exec script -qfec \"$*\" /dev/null", "sh");
        try (Launched run = installation.launchWithConsole()) {
            run.awaitLine("Session sim: streaming");
            run.type("estreamer:plug\t");
            run.awaitLine("Counts records +org\\.estreamer\\.itests\\.tally .* active");
            run.type("estreamer:log verify s\t");
            run.awaitLine("every batch is sound");
            List<ProcessHandle> terminal = run.process().descendants().toList();
            terminal.forEach(ProcessHandle::destroy);
            Await.until("it has ended", LIMIT, () -> terminal.stream().noneMatch(ProcessHandle::isAlive));
        }
    }
}
