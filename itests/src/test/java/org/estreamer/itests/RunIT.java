package org.estreamer.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The distribution as an operator runs it: configuration files, plugin jars that come and go, signals. */
class RunIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private Path home;

    private Installation installation;

    @BeforeEach
    void install() throws IOException {
        installation = new Installation(home);
    }

    @Test
    void shouldServePluginsThatComeAndGoWhileItRuns() throws Exception {
        simulate("rate=2000");
        try (Launched run = run()) {
            PluginJar.drop(installation.plugins(), "tally.jar", "1.0.0");
            awaitCount("1.0.0", 100);

            PluginJar.drop(installation.plugins(), "tally.jar", "2.0.0");
            awaitCount("2.0.0", 100);

            Files.delete(installation.plugins().resolve("tally.jar"));
            run.awaitLine("tally.*(removed|uninstalled|gone)");
            long counted = installation.count("2.0.0");
            PluginJar.drop(installation.plugins(), "other.jar", "3.0.0");
            awaitCount("3.0.0", 100);
            assertEquals(counted, installation.count("2.0.0"));
            Installation.stopInTime(run);
        }
    }

    @Test
    void shouldGiveNoMoreRecordsToAPluginWhoseStopHangs() throws Exception {
        simulate("rate=2000");
        Path latch = home.resolve("may-stop");
        installation
                .javaOptions("-Destreamer.tally.stopsWith=" + latch)
                .drop("org.estreamer.plugin.file")
                .configure("plugin.file-all", "path=events.jsonl");
        Path events = installation.data().resolve("events.jsonl");
        Path jar = PluginJar.drop(installation.plugins(), "tally.jar", "1.0.0");
        try (Launched run = run()) {
            awaitCount("1.0.0", 100);
            Files.delete(jar);
            Await.until("it gets no more while others do", LIMIT, () -> {
                long counted = installation.count("1.0.0");
                long written = lines(events);
                Await.until("others get more", LIMIT, () -> lines(events) > written + 4_000);
                return installation.count("1.0.0") == counted;
            });
            Files.createFile(latch);
            run.awaitLine("Plugin " + PluginJar.SYMBOLIC_NAME + " .* is uninstalled");
            Installation.stopInTime(run);
        }
    }

    @Test
    void shouldKeepThePluginWhenACopyOfItsJarComesAndGoes() throws Exception {
        simulate("rate=2000");
        try (Launched run = run()) {
            PluginJar.drop(installation.plugins(), "tally.jar", "1.0.0");
            awaitCount("1.0.0", 1);
            PluginJar.drop(installation.plugins(), "copy.jar", "1.0.0");
            run.awaitLine("copy\\.jar.*tally\\.jar");
            Files.delete(installation.plugins().resolve("copy.jar"));
            awaitCount("1.0.0", installation.count("1.0.0") + 1000);
            Installation.stopInTime(run);
        }
    }

    @Test
    void shouldTakeJarsFromPluginsAndConfigurationsFromEtcOnly() throws Exception {
        simulate("rate=100");
        PluginJar.drop(installation.etc(), "tally.jar", "1.0.0");
        Files.writeString(
                installation.plugins().resolve("org.estreamer.plugin.file-x.cfg"),
                "path=" + home.resolve("stolen") + "\n");
        installation.drop("org.estreamer.plugin.file").drop("org.estreamer.plugin.print");
        try (Launched run = run()) {
            run.awaitLine("plugin\\.file-x\\.cfg is not read: plugin folders take jars only");
            run.awaitLine("plugin\\.print .* is started");
            run.awaitLine("Session sim: streaming");
            assertFalse(Files.exists(home.resolve("stolen")), run::everything);
            assertFalse(Files.exists(installation.tally().resolve("started")), run::everything);
            Installation.stopInTime(run);
        }
    }

    @Test
    void shouldNeverRunAnUnsignedJarThatIsThereWhenItStartsWithTrustInSignedOnesOnly() throws Exception {
        simulate("rate=100");
        new TestAuthority("publisher")
                .self()
                .writeCertificate(installation.etc().resolve("trusted.pem"));
        installation.configure("deployer", "plugins.trust=signed", "plugins.keyStore=trusted.pem");
        PluginJar.drop(installation.plugins(), "tally.jar", "1.0.0");
        try (Launched run = run()) {
            run.awaitLine("tally\\.jar is not taken in: it is not signed");
            run.awaitLine("Session sim: streaming");
            assertFalse(Files.exists(installation.tally().resolve("started")), run::everything);
            Installation.stopInTime(run);
        }
    }

    @Test
    void shouldLetNothingInFromAnotherWatchedFolderWithTrustInSignedOnesOnly() throws Exception {
        simulate("rate=100");
        new TestAuthority("publisher")
                .self()
                .writeCertificate(installation.etc().resolve("trusted.pem"));
        installation.configure("deployer", "plugins.trust=signed", "plugins.keyStore=trusted.pem");
        Path other = Files.createDirectories(home.resolve("other"));
        PluginJar.drop(other, "tally.jar", "1.0.0");
        Path watcher = installation.etc().resolve("org.apache.felix.fileinstall-x.cfg");
        Files.writeString(watcher, "felix.fileinstall.dir=" + other + "\n");
        try (Launched run = run()) {
            run.awaitLine("tally 1\\.0\\.0 was installed from .*/other/tally\\.jar by somebody else");
            run.awaitLine("Session sim: streaming");
            assertFalse(Files.exists(installation.tally().resolve("started")), run::everything);
            Installation.stopInTime(run);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            plugins.trst=signed                    | plugins.trst: unknown setting; did you mean plugins.trust\\?
            plugins.trust=signed;plugins.trust=any | plugins.trust: is there twice, in line 1 and in line 2
            \uFEFFplugins.trust=any                | byte order mark
            """)
    void shouldLetNoPluginInByASlipInTheGatesFile(String lines, String problem) throws Exception {
        simulate("rate=100");
        installation.drop("org.estreamer.plugin.print").configure("deployer", lines.split(";"));
        try (Launched run = run()) {
            run.awaitLine("ERROR .*org\\.estreamer\\.deployer\\.cfg: .*" + problem);
            run.awaitLine("plugin\\.print\\.jar is not taken in: no plugin is let in");
            run.awaitLine("streaming");
            assertFalse(run.hasLine("PluginRunner.* is started"), run::everything);
        }
    }

    @Test
    void shouldWriteEveryEventToTheConfiguredFile() throws Exception {
        simulate("rate=5000");
        installation.drop("org.estreamer.plugin.file").configure("plugin.file-all", "path=events.jsonl");
        try (Launched run = run()) {
            Path file = installation.data().resolve("events.jsonl");
            Await.until("500 lines in " + file, LIMIT, () -> Files.exists(file) && lines(file) > 500);
            Installation.stopInTime(run);
            List<String> lines = Files.readAllLines(file);
            assertTrue(lines.stream().allMatch(line -> line.startsWith("{\"recordType\":") && line.endsWith("}")));
        }
    }

    /** As a service manager starts it. */
    @Test
    void shouldFindFilesWithOtherLettersThanAsciiWhereTheLocaleHasNone() throws Exception {
        simulate("rate=5000");
        installation
                .through("env", "LC_ALL=C")
                .drop("org.estreamer.plugin.file")
                .configure("plugin.file-all", "path=ereignisse-\u00e4\u4e8b.jsonl");
        try (Launched run = run()) {
            Await.until(
                    () -> "the file is there:\n" + run.everything(),
                    LIMIT,
                    () -> listed(installation.data()).contains("ereignisse-\u00e4\u4e8b.jsonl"));
            Installation.stopInTime(run);
        }
    }

    /** By another program, since what this one can name depends on the locale that it was started in itself. */
    private static List<String> listed(Path folder) throws IOException {
        Process list = new ProcessBuilder("ls", "--quoting-style=literal", folder.toString()).start();
        try (var names = new BufferedReader(new InputStreamReader(list.getInputStream(), StandardCharsets.UTF_8))) {
            return names.lines().toList();
        }
    }

    @Test
    void shouldSayWhatIsFullWhereItCannotBegin() throws Exception {
        simulate("rate=100");
        installation.through("sh", "-c", "ulimit -f 1000; exec \"$@\"", "sh");
        try (Launched run = run()) {
            assertEquals(1, run.exitStatus(), run::everything);
            assertTrue(
                    run.hasLine("estreamer: the disk of the data folder " + installation.data() + " is full"),
                    run::everything);
        }
    }

    @Test
    void shouldSayThatItEndsWhereThePasswordIsWrongAndDoSo() throws Exception {
        Path identity = home.resolve("client.p12");
        new TestAuthority("run-tests").issue("client").writeStore(identity, "right");
        installation.configure(
                "session-fmc", "host=127.0.0.1", "identity=" + identity, "identityPassword=wrong", "trust=first");
        try (Launched run = run()) {
            assertEquals(1, run.exitStatus(), run::everything);
            assertTrue(run.hasLine("client\\.p12 is not opened by identityPassword"), run::everything);
            assertTrue(run.hasLine("no session is left to run, so the program ends: correct what"), run::everything);
        }
    }

    @Test
    void shouldSayThatNoSessionIsConfiguredAndTakeOneUpAtOnce() throws Exception {
        try (Launched run = run()) {
            run.awaitLine(
                    "no session is configured: put a file .* into " + installation.etc() + "; it is taken up at once");
            simulate("rate=100");
            run.awaitLine("Session sim: streaming");
            Installation.stopInTime(run);
        }
    }

    @Test
    void shouldNameTheFileOfASecretThatIsMissing() throws Exception {
        installation.configure(
                "session-fmc", "host=127.0.0.1", "identity=c.p12", "identityPassword=$[secret:fmc]", "trust=first");
        try (Launched run = run()) {
            assertEquals(1, run.exitStatus(), run::everything);
            assertTrue(
                    run.hasLine("there is no file " + installation.etc().resolve("secrets/fmc")
                            + ": put the value into it"),
                    run::everything);
            assertFalse(run.hasLine("Cannot replace variable"), run::everything);
        }
    }

    @Test
    void shouldSayInWhichLineAComponentCouldNotBeMade() throws Exception {
        simulate("rate=100");
        installation.drop("org.estreamer.plugin.file").configure("plugin.file-all", "format=json");
        try (Launched run = run()) {
            run.awaitLine(
                    "FileOutput could not be made, so nothing comes of it: .* path is missing.*FileOutput\\.java:\\d+");
            try (Launched plugins = installation.launch("plugins")) {
                assertEquals(1, plugins.exitStatus(), plugins::everything);
                assertTrue(plugins.hasLine("plugin\\.file\\.jar .*waiting .*could not be made"), plugins::everything);
            }
            Installation.stopInTime(run);
        }
    }

    @Test
    void shouldEndWithAnErrorWhenNoSessionCanEverWork() throws Exception {
        installation.configure("session-wrong", "host=127.0.0.1", "port=many", "identity=missing.p12");
        try (Launched run = run()) {
            assertFalse(run.exitStatus() == 0);
            assertTrue(run.hasLine("wrong.*port.*many"), run::everything);
            assertFalse(run.hasLine("^\\s+at org\\."), run::everything);
        }
    }

    @Test
    void shouldRefuseTwoFilesForOneSession() throws Exception {
        installation.configure("session-one", "host=127.0.0.1", "identity=missing.p12");
        installation.configure("session~one", "host=127.0.0.2", "identity=missing.p12");
        try (Launched run = run()) {
            assertFalse(run.exitStatus() == 0);
            assertTrue(run.hasLine("ession one .*session.one\\.cfg.*session.one\\.cfg"), run::everything);
        }
    }

    @Test
    void shouldWaitForTheSimulatorsSessionWhereAnotherHasFailed() throws Exception {
        simulate("rate=100");
        installation.configure("session-wrong", "host=127.0.0.1", "port=many", "identity=missing.p12");
        try (Launched run = run()) {
            run.awaitLine("Session sim: streaming");
            assertTrue(run.hasLine("wrong.*port.*many"), run::everything);
            Installation.stopInTime(run);
        }
    }

    @Test
    void shouldRefuseASecondRuntimeOnTheSameDataHoweverItIsSpelled() throws Exception {
        simulate("rate=100");
        Path link = Files.createSymbolicLink(home.resolve("link"), installation.data());
        try (Launched first = run()) {
            first.awaitLine("session.*sim");
            try (Launched second = run()) {
                assertFalse(second.exitStatus() == 0);
                assertTrue(second.hasLine("already uses the data folder"), second::everything);
            }
            installation.through("env", "ESTREAMER_DATA=" + link.resolve("..").resolve(link.getFileName()));
            try (Launched second = run()) {
                assertFalse(second.exitStatus() == 0);
                assertTrue(second.hasLine("already uses the data folder"), second::everything);
            }
            Installation.stopInTime(first);
        }
    }

    @Test
    void shouldEndWhereAnotherRuntimeHasTheLog() throws Exception {
        simulate("rate=100");
        try (Launched first = run()) {
            first.awaitLine("session.*sim");
            Files.delete(installation.data().resolve("estreamer.pid"));
            try (Launched second = run()) {
                assertFalse(second.exitStatus() == 0);
                assertTrue(second.hasLine("another runtime uses the data folder"), second::everything);
                assertTrue(second.hasLine("without a log of what arrives, so the program ends"), second::everything);
            }
            Installation.stopInTime(first);
        }
    }

    private void simulate(String settings) throws IOException {
        installation.configure("simulator-sim", "port=0", "session=sim", settings);
    }

    private Launched run() throws IOException {
        return installation.launch("run");
    }

    private void awaitCount(String version, long count) throws Exception {
        Await.until("version " + version + " counted " + count, LIMIT, () -> installation.count(version) >= count);
    }

    private static long lines(Path file) throws IOException {
        try (var lines = Files.lines(file)) {
            return lines.count();
        }
    }
}
