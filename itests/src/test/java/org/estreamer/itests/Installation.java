package org.estreamer.itests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One operator's folders for the distribution: configurations, data and plugins of their own. */
public final class Installation {
    private static final int STOP_LIMIT_SECONDS = 10;

    private final Path etc;
    private final Path data;
    private final Path plugins;
    private final Path tally;
    private String javaOptions;
    private List<String> through = List.of();

    /** Makes the folders below another one. */
    public Installation(Path home) throws IOException {
        etc = Files.createDirectories(home.resolve("etc"));
        data = home.resolve("data");
        plugins = Files.createDirectories(home.resolve("plugins"));
        tally = Files.createDirectories(home.resolve("tally"));
        javaOptions = "-Destreamer.tally=" + tally;
    }

    /** The folder of the configurations. */
    public Path etc() {
        return etc;
    }

    /** The folder of what the process writes. */
    public Path data() {
        return data;
    }

    /** The folder of the plugin jars. */
    public Path plugins() {
        return plugins;
    }

    /** Where the counting plugin keeps its counts. */
    public Path tally() {
        return tally;
    }

    /** How many records the counting plugin of a version has told of. */
    long count(String version) throws IOException {
        Path file = tally.resolve(version);
        return Files.exists(file) ? Long.parseLong(Files.readString(file)) : 0;
    }

    /** Writes etc/org.estreamer.NAME.cfg. */
    public Installation configure(String name, String... lines) throws IOException {
        Files.writeString(etc.resolve("org.estreamer." + name + ".cfg"), String.join("\n", lines) + "\n");
        return this;
    }

    /** Drops one of the project's plugins into the folder. */
    public Installation drop(String symbolicName) throws IOException {
        Files.copy(Distribution.bundle(symbolicName), jar(symbolicName));
        return this;
    }

    /** Takes a plugin's jar out of the folder, which a later {@link #bringBack} puts into it again. */
    void takeAway(String symbolicName) throws IOException {
        Files.move(jar(symbolicName), tally.resolve(jar(symbolicName).getFileName()));
    }

    /** Puts a jar back as an operator does: at once. */
    void bringBack(String symbolicName) throws IOException {
        Files.move(tally.resolve(jar(symbolicName).getFileName()), jar(symbolicName), StandardCopyOption.ATOMIC_MOVE);
    }

    private Path jar(String symbolicName) {
        return plugins.resolve(symbolicName + ".jar");
    }

    /** Adds options for the processes that start from now on. */
    public Installation javaOptions(String options) {
        javaOptions += " " + options;
        return this;
    }

    /** Starts processes through another command from now on, which must become the process. */
    Installation through(String... command) {
        through = List.of(command);
        return this;
    }

    /** Starts a command of the distribution on these folders. */
    public Launched launch(String... arguments) throws IOException {
        return Launched.start(through, environment(), null, arguments);
    }

    /** Starts it with a shell on its input. */
    Launched launchWithConsole() throws IOException {
        return launch("run", Launched.CONSOLE);
    }

    private Map<String, String> environment() {
        return Map.of(
                "ESTREAMER_ETC", etc.toString(),
                "ESTREAMER_DATA", data.toString(),
                "ESTREAMER_PLUGINS", plugins.toString(),
                "JAVA_OPTS", javaOptions);
    }

    /** Stops a process as a service manager does, and holds it to the time it has for that. */
    static void stopInTime(Launched process) throws Exception {
        process.terminate();
        assertTrue(
                process.process().waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS),
                () -> "still running: " + process.everything());
    }
}
