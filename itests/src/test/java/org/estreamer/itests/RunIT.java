package org.estreamer.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution as an operator runs it: configuration files, plugin jars that come and go, signals. */
class RunIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private Path home;

    private Path etc;
    private Path data;
    private Path plugins;
    private Path tally;

    @BeforeEach
    void makeFolders() throws IOException {
        etc = Files.createDirectory(home.resolve("etc"));
        data = home.resolve("data");
        plugins = Files.createDirectory(home.resolve("plugins"));
        tally = Files.createDirectory(home.resolve("tally"));
    }

    @Test
    void shouldServePluginsThatComeAndGoWhileItRuns() throws Exception {
        simulate("rate=2000");
        try (Launched run = run()) {
            PluginJar.drop(plugins, "tally.jar", "1.0.0");
            awaitCount("1.0.0", 100);

            PluginJar.drop(plugins, "tally.jar", "2.0.0");
            awaitCount("2.0.0", 100);

            Files.delete(plugins.resolve("tally.jar"));
            run.awaitLine("tally.*(removed|uninstalled|gone)");
            long counted = count("2.0.0");
            PluginJar.drop(plugins, "other.jar", "3.0.0");
            awaitCount("3.0.0", 100);
            assertEquals(counted, count("2.0.0"));
            stopInTime(run);
        }
    }

    @Test
    void shouldKeepThePluginWhenACopyOfItsJarComesAndGoes() throws Exception {
        simulate("rate=2000");
        try (Launched run = run()) {
            PluginJar.drop(plugins, "tally.jar", "1.0.0");
            awaitCount("1.0.0", 1);
            PluginJar.drop(plugins, "copy.jar", "1.0.0");
            run.awaitLine("copy\\.jar.*tally\\.jar");
            Files.delete(plugins.resolve("copy.jar"));
            awaitCount("1.0.0", count("1.0.0") + 1000);
            stopInTime(run);
        }
    }

    @Test
    void shouldWriteEveryEventToTheConfiguredFile() throws Exception {
        simulate("rate=5000");
        Files.copy(Distribution.bundle("org.estreamer.plugin.file"), plugins.resolve("org.estreamer.plugin.file.jar"));
        Files.writeString(etc.resolve("org.estreamer.plugin.file-all.cfg"), "path=events.jsonl\n");
        try (Launched run = run()) {
            Path file = data.resolve("events.jsonl");
            Await.until("500 lines in " + file, LIMIT, () -> Files.exists(file) && lines(file) > 500);
            stopInTime(run);
            List<String> lines = Files.readAllLines(file);
            assertTrue(lines.stream().allMatch(line -> line.startsWith("{\"recordType\":") && line.endsWith("}")));
        }
    }

    @Test
    void shouldEndWithAnErrorWhenNoSessionCanEverWork() throws Exception {
        Files.writeString(
                etc.resolve("org.estreamer.session-wrong.cfg"), "host=127.0.0.1\nport=many\nidentity=missing.p12\n");
        try (Launched run = run()) {
            assertFalse(run.exitStatus() == 0);
            assertTrue(run.hasLine("wrong.*port.*many"), run::everything);
            assertFalse(run.hasLine("^\\s+at org\\."), run::everything);
        }
    }

    @Test
    void shouldRefuseASecondRuntimeOnTheSameData() throws Exception {
        simulate("rate=100");
        try (Launched first = run()) {
            first.awaitLine("session.*sim");
            try (Launched second = run()) {
                assertFalse(second.exitStatus() == 0);
                assertTrue(second.hasLine("data folder"), second::everything);
            }
            stopInTime(first);
        }
    }

    private void simulate(String settings) throws IOException {
        Files.writeString(etc.resolve("org.estreamer.simulator-sim.cfg"), "port=0\nsession=sim\n" + settings + "\n");
    }

    private Launched run() throws IOException {
        return Launched.start(
                Map.of(
                        "ESTREAMER_ETC", etc.toString(),
                        "ESTREAMER_DATA", data.toString(),
                        "ESTREAMER_PLUGINS", plugins.toString(),
                        "JAVA_OPTS", "-Destreamer.tally=" + tally),
                null,
                "run");
    }

    private static void stopInTime(Launched run) throws Exception {
        run.terminate();
        assertTrue(run.process().waitFor(10, TimeUnit.SECONDS), () -> "still running: " + run.everything());
    }

    private void awaitCount(String version, long count) throws Exception {
        Await.until("version " + version + " counted " + count, LIMIT, () -> count(version) >= count);
    }

    private long count(String version) throws IOException {
        Path file = tally.resolve(version);
        String text = Files.exists(file) ? Files.readString(file) : "";
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }

    private static long lines(Path file) throws IOException {
        try (var lines = Files.lines(file)) {
            return lines.count();
        }
    }
}
