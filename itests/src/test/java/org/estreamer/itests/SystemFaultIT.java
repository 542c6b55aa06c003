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
    private static final int EVENTS = 5_000;
    private static final String SOME_ON_DISK = "segmentMegabytes=1\nmaxMegabytes=32\nreserveMegabytes=0";

    private final FaultyHistory history = new FaultyHistory(1, EVENTS);

    @TempDir
    private Path home;

    private Installation installation;
    private ScriptedManagementCenter server;
    private Path file;

    /** Events come for as long as there is a fault, whoever takes them or not; then the rest at once. */
    private volatile Duration pace = Duration.ofMillis(50);

    @BeforeEach
    void prepare() throws Exception {
        installation = new Installation(home)
                .drop("org.estreamer.plugin.file")
                .configure("plugin.file-all", "path=events.jsonl")
                .configure("log", SOME_ON_DISK);
        PluginJar.drop(installation.plugins(), "tally.jar", "1.0.0");
        file = installation.data().resolve("events.jsonl");
        TestAuthority authority = new TestAuthority("system-tests");
        server = new ScriptedManagementCenter(
                authority.self().certificate(),
                authority.issue("fmc"),
                List.of(client -> history.serveSlowly(client, () -> pace)));
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
        Path data = installation.data();
        try (Launched run = launchWithSmallDiskAt(data)) {
            file = inside(run, file);
            awaitEvents(run);
            // what is open stays open; whatever is opened from now on is for reading only
            inside(run, "mount", "--bind", data.toString(), data.toString());
            inside(run, "mount", "-o", "remount,bind,ro", data.toString());
            run.awaitLine("file~all.*Read-only file system");
            inside(run, "umount", data.toString());
            long more = history.numbers(file).size() + 50L;
            Await.until(
                    () -> "more events in\n" + run.everything(),
                    LIMIT,
                    () -> history.numbers(file).size() > more);

            Path filler = fill(file.resolveSibling("filler"));
            run.awaitLine("(WARN|ERROR).*file~all.*No space left");
            Files.delete(filler);
            assertAllEvents(run);
        }
    }

    @Test
    void shouldHoldTheServerBackWhileTheDiskUnderTheLogIsFull() throws Exception {
        Path log = installation.data().resolve("log");
        try (Launched run = launchWithSmallDiskAt(log)) {
            awaitEvents(run);
            Path filler = fill(inside(run, log.resolve("filler")));
            run.awaitLine(
                    "WARN.*The log of server hq holds the server back, and loses nothing: .*(only 0 MB left|No space left)");
            long counted = history.numbers(file).size();
            assertTrue(counted < EVENTS, "it was to be held back");
            Files.delete(filler);
            run.awaitLine("INFO.*The log of server hq takes records again");
            assertAllEvents(run);
        }
    }

    @Test
    void shouldReceiveOnForOthersWhileTheDiskUnderAnOutputIsFull() throws Exception {
        Path output = installation.data().resolve("output");
        installation.configure("plugin.file-all", "path=output/events.jsonl");
        try (Launched run = launchWithSmallDiskAt(output)) {
            file = inside(run, output.resolve("events.jsonl"));
            awaitEvents(run);
            Path filler = fill(file.resolveSibling("filler"));
            run.awaitLine("WARN.*file~all.*No space left");
            long counted = installation.count("1.0.0");
            Await.until(
                    () -> "the other plugin gets more in\n" + run.everything(),
                    LIMIT,
                    () -> installation.count("1.0.0") > counted + 50);
            assertFalse(run.hasLine("holds the server back"), run::everything);
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
                () -> "the first events in\n" + run.everything(),
                LIMIT,
                () -> history.numbers(file).size() > 50);
    }

    private void assertAllEvents(Launched run) throws Exception {
        pace = Duration.ZERO;
        Await.until(() -> "all events in\n" + run.everything(), LIMIT, () -> history.isIn(file));
        assertEquals(history.all(), history.numbers(file), run::everything);
        assertTrue(run.everything().lines().count() < 60, run::everything);
        assertFalse(run.hasLine("^\\s+at [a-z]+\\."), run::everything);
        Installation.stopInTime(run);
    }

    private static void limit(Launched run, String option) throws Exception {
        assertTrue(runs("prlimit", "--pid", Long.toString(run.process().pid()), option), option);
    }

    /** Starts it where a folder is a disk of its own. */
    private Launched launchWithSmallDiskAt(Path folder) throws Exception {
        assumeTrue(runs("unshare", "-rm", "true"), "no mount namespace can be made here");
        Files.createDirectories(folder);
        String mount = "mount -t tmpfs -o mode=700,size=64m small " + folder + " && exec \"$@\"";
        return installation.through("unshare", "-rm", "sh", "-c", mount, "sh").launch("run");
    }

    /** Where a file is that the process sees. */
    private static Path inside(Launched run, Path file) {
        return Path.of("/proc", Long.toString(run.process().pid()), "root")
                .resolve(Path.of("/").relativize(file));
    }

    private static Path fill(Path filler) throws InterruptedException {
        assertFalse(runs("dd", "if=/dev/zero", "of=" + filler, "bs=64k"), "the disk takes more than it can");
        return filler;
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
