package org.estreamer.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A machine that gives no more: while events come, its disk takes nothing, its data folder is for reading only, or it
 * opens no more files. It says so, and once the cause is gone the file has every event once.
 */
class SystemFaultIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration PACE = Duration.ofMillis(10);

    private final FaultyHistory history = new FaultyHistory(1, 1_000);

    @TempDir
    private Path home;

    private Installation installation;
    private ScriptedManagementCenter server;
    private Path file;

    @BeforeEach
    void prepare() throws Exception {
        installation = new Installation(home)
                .drop("org.estreamer.plugin.file")
                .configure("plugin.file-all", "path=events.jsonl");
        PluginJar.drop(installation.plugins(), "tally.jar", "1.0.0");
        file = installation.data().resolve("events.jsonl");
        TestAuthority authority = new TestAuthority("system-tests");
        server = new ScriptedManagementCenter(
                authority.self().certificate(),
                authority.issue("fmc"),
                List.of(client -> history.serveSlowly(client, PACE)));
        installation.configure(
                "session-hq", new ClientSettings(authority, home).lines(server.port(), "readTimeoutSeconds=60"));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void shouldWaitWhileFilesMayNotGrow() throws Exception {
        assumeTrue(runs("prlimit", "--version"), "prlimit of util-linux is not here");
        try (Launched run = installation.launch("run")) {
            awaitEvents(run);
            limit(run, "--fsize=" + Files.size(file) + ":");
            run.awaitLine("WARN.*file~all.*(File too large|No space left)");
            limit(run, "--fsize=unlimited:");
            assertAllEvents(run);
        }
    }

    @Test
    void shouldConnectAgainOnceThereAreDescriptors() throws Exception {
        assumeTrue(runs("prlimit", "--version"), "prlimit of util-linux is not here");
        try (Launched run = installation.launch("run")) {
            awaitEvents(run);
            limit(run, "--nofile=10:");
            server.disconnect();
            run.awaitLine("Session hq: not connected to .*Too many open files");
            limit(run, "--nofile=1000:");
            assertAllEvents(run);
        }
    }

    @Test
    void shouldGoOnAfterTheDataFolderWasFullAndForReadingOnly() throws Exception {
        assumeTrue(runs("unshare", "-rm", "true"), "no mount namespace can be made here");
        Path data = Files.createDirectories(installation.data());
        installation.through(
                "unshare",
                "-rm",
                "sh",
                "-c",
                "mount -t tmpfs -o mode=700,size=64m data " + data + " && exec \"$@\"",
                "sh");
        try (Launched run = installation.launch("run")) {
            Path inside = Path.of("/proc", Long.toString(run.process().pid()), "root")
                    .resolve(Path.of("/").relativize(file));
            file = inside;
            awaitEvents(run);
            // what is open stays open; whatever is opened from now on is for reading only
            inside(run, "mount", "--bind", data.toString(), data.toString());
            inside(run, "mount", "-o", "remount,bind,ro", data.toString());
            run.awaitLine("file~all.*Read-only file system");
            inside(run, "umount", data.toString());
            long more = history.numbers(file).size() + 50L;
            Await.until(
                    "more events in\n" + run.everything(),
                    LIMIT,
                    () -> history.numbers(file).size() > more);

            Path filler = inside.resolveSibling("filler");
            assertFalse(runs("dd", "if=/dev/zero", "of=" + filler, "bs=64k"), "the disk takes more than it can");
            run.awaitLine("WARN.*file~all.*No space left");
            Files.delete(filler);
            assertAllEvents(run);
        }
    }

    @Test
    void shouldNotStartWhereItsDataCannotBe() throws Exception {
        Files.writeString(installation.data(), "a file where the folder should be");
        try (Launched run = installation.launch("run")) {
            assertEquals(1, run.exitStatus());
            assertTrue(
                    run.hasLine("^estreamer: the data folder .* cannot be created.*ESTREAMER_DATA"), run::everything);
        }
    }

    private void awaitEvents(Launched run) throws Exception {
        Await.until(
                "the first events in\n" + run.everything(),
                LIMIT,
                () -> history.numbers(file).size() > 50);
    }

    private void assertAllEvents(Launched run) throws Exception {
        Await.until("all events in\n" + run.everything(), LIMIT, () -> history.isIn(file));
        assertEquals(history.all(), history.numbers(file), run::everything);
        assertTrue(run.everything().lines().count() < 60, run::everything);
        assertFalse(run.hasLine("^\\s+at [a-z]+\\."), run::everything);
        Installation.stopInTime(run);
    }

    private static void limit(Launched run, String option) throws Exception {
        assertTrue(runs("prlimit", "--pid", Long.toString(run.process().pid()), option), option);
    }

    /** Runs a command where the process has its mounts. */
    private static void inside(Launched run, String... command) throws Exception {
        List<String> whole = new ArrayList<>(List.of("nsenter", "--preserve-credentials", "-U", "-m", "-t"));
        whole.add(Long.toString(run.process().pid()));
        whole.addAll(List.of(command));
        assertTrue(runs(whole.toArray(String[]::new)), whole::toString);
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false; // not installed
        }
    }
}
