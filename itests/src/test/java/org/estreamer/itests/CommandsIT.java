package org.estreamer.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of a running process through the launcher. */
class CommandsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private Path home;

    @Test
    void shouldShowItselfAgainAndAgainUntilCtrlC() throws Exception {
        Installation installation =
                new Installation(home).configure("simulator-sim", "port=0", "session=sim", "rate=10");
        try (Launched run = installation.launch("run")) {
            run.awaitLine("Session sim: streaming");
            Launched once = installation.launch("status");
            assertTrue(once.exitStatus() < 3, once::everything);
            try (Launched watch = installation.launch("status", "--watch=1")) {
                Await.until(
                        watch::everything,
                        LIMIT,
                        () -> watch.output().stream()
                                        .filter(line -> line.contains("sim"))
                                        .count()
                                > 3);
                assertEquals(
                        0,
                        new ProcessBuilder(
                                        "kill",
                                        "-INT",
                                        Long.toString(watch.process().pid()))
                                .start()
                                .waitFor());
                assertTrue(watch.process().waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS), watch::everything);
                assertEquals("", String.join("\n", watch.errors()));
            }
            assertEquals("sim", completed(installation.data(), "trust", "s"));
            Launched after = installation.launch("plugins", "--json");
            after.exitStatus();
            assertTrue(after.output().get(0).startsWith("{\"version\":1,"), after::everything);
            Installation.stopInTime(run);
        }
    }

    /** What bash makes of the words, the last of which is not finished. */
    private static String completed(Path data, String... words) throws Exception {
        Path file = Distribution.HOME.resolve("share/bash-completion/completions/estreamer");
        Path launcher = Distribution.HOME.resolve("bin/estreamer");
        ProcessBuilder bash = new ProcessBuilder(
                "bash",
                "-c",
                ". " + file + "; COMP_WORDS=(estreamer " + String.join(" ", words) + "); COMP_CWORD=" + words.length
                        + "; _estreamer " + launcher + "; echo \"${COMPREPLY[*]}\"");
        bash.environment().put("ESTREAMER_DATA", data.toString());
        Process process = bash.redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
