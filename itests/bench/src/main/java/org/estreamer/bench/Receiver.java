package org.estreamer.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.estreamer.bench.plugin.CountFile;
import org.estreamer.bench.plugin.NoopActivator;
import org.estreamer.bench.plugin.NoopPlugin;
import org.estreamer.itests.Await;
import org.estreamer.itests.Installation;
import org.estreamer.itests.Launched;
import org.estreamer.itests.PluginJar;
import org.estreamer.itests.SimulatedServer;

/** The distribution as a client, with plugins of the run's own. */
final class Receiver {
    private static final String NAME = "org.estreamer.bench.";

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Installation installation;

    Receiver(Path home, String jvmOptions) throws IOException {
        installation = new Installation(home).javaOptions(jvmOptions);
    }

    /** Puts a plugin that only counts into the folder. */
    Progress dropNoop(String name) throws IOException {
        PluginJar.drop(
                installation.plugins(),
                name + ".jar",
                "1.0.0",
                NAME + name,
                List.of(NoopActivator.class, NoopPlugin.class, CountFile.class));
        return Progress.counted(installation.tally().resolve(NAME + name));
    }

    /** Takes it away again, and waits until it is gone. */
    void remove(String name) throws Exception {
        Files.delete(installation.plugins().resolve(name + ".jar"));
        Path count = installation.tally().resolve(NAME + name);
        Await.until("the plugin " + name + " is gone", LIMIT, () -> !Files.exists(count));
    }

    /** Keeps what has arrived, up to so much and some more. */
    void keep(int gigabytes) throws IOException {
        int megabytes = 1024 * gigabytes;
        installation.configure("log", "retainMegabytes=" + megabytes, "maxMegabytes=" + 2 * megabytes);
    }

    /** How large the log is. */
    long logBytes() throws IOException {
        try (Stream<Path> files = Files.walk(installation.data().resolve("log"))) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    /** The process was killed: what it has counted is not what the next one does. */
    void forgetCounts() throws IOException {
        try (Stream<Path> files = Files.list(installation.tally())) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    /**
     * Puts the plugin that writes JSON into the folder.
     *
     * @param settings how it writes, separated by spaces
     */
    Progress dropFile(String settings) throws IOException {
        installation
                .drop("org.estreamer.plugin.file")
                .configure("plugin.file-bench", ("path=events.json " + settings).split(" +"));
        return new WrittenLines(installation.data().resolve("events.json"));
    }

    Launched launch(SimulatedServer server) throws Exception {
        installation.configure("session-bench", server.sessionSettings());
        Launched run = installation.launch("run");
        run.awaitLine("Session bench: streaming");
        return run;
    }

    /** Kills it, and waits until it has gone. */
    static void end(Launched client) throws InterruptedException {
        client.close();
        client.process().waitFor();
    }

    /** Deletes a folder with all that is in it. */
    static void delete(Path folder) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(folder)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
