package org.estreamer.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Karaf in a process of its own, as it is downloaded, without anything of a test inside; it asks nobody for artifacts. */
final class KarafProcess implements AutoCloseable {
    private static final String REPOSITORY = "org.ops4j.pax.url.mvn.localRepository";
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Path base;
    private KarafShell shell;
    private Process process;

    /** Unpacks the archive into a folder that is not there yet. */
    KarafProcess(Path base) throws Exception {
        this.base = Files.createDirectories(base);
        Process tar = new ProcessBuilder(
                        "tar",
                        "-xzf",
                        System.getProperty("karaf.archive"),
                        "-C",
                        base.toString(),
                        "--strip-components=1")
                .inheritIO()
                .start();
        assertEquals(0, tar.waitFor());
        add("org.ops4j.pax.url.mvn.cfg", "org.ops4j.pax.url.mvn.repositories =");
        add("org.ops4j.pax.url.mvn.cfg", REPOSITORY + " = " + System.getProperty(REPOSITORY));
        add("users.properties", "karaf = karaf,admin,manager,viewer,systembundles,ssh");
        Path features = etc("org.apache.karaf.features.cfg");
        // its ports are fixed ones
        Files.writeString(features, Files.readString(features).replaceFirst("management/[^,]*,", ""));
    }

    private Path etc(String file) {
        return base.resolve("etc").resolve(file);
    }

    /** Adds a line to a file in etc/. */
    void add(String file, String line) throws IOException {
        Files.writeString(etc(file), "\n" + line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** The folder of plugin jars, or one of Karaf's own. */
    Path folder(String name) throws IOException {
        return Files.createDirectories(base.resolve(name));
    }

    /** Starts it and waits until an operator can log in. */
    void start() throws Exception {
        add("org.apache.karaf.shell.cfg", "sshHost = 127.0.0.1\nsshPort = " + KarafShell.freePort());
        ProcessBuilder builder = new ProcessBuilder(base.resolve("bin/karaf").toString(), "daemon");
        builder.environment().putAll(Map.of("JAVA_HOME", System.getProperty("java.home")));
        process = builder.redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(base.resolve("console").toFile()))
                .start();
        shell = new KarafShell(base.resolve("etc"));
        Await.until(this::everything, LIMIT, () -> shell.answers("ready"));
    }

    /** Has a line carried out in its shell, and returns what was printed, complaints included. */
    String run(String command) throws IOException {
        return shell.tell(command);
    }

    /** Waits until what a line in its shell prints has something in it. */
    void awaitAnswer(String command, String pattern) throws Exception {
        Await.until(
                () -> command + " shows " + pattern + "\n" + everything(),
                LIMIT,
                () -> Pattern.compile(pattern).matcher(run(command)).find());
    }

    /** What it has printed and logged, in all its runs. */
    String everything() {
        StringBuilder told = new StringBuilder();
        for (Path file : new Path[] {base.resolve("console"), base.resolve("data/log/karaf.log")}) {
            try {
                told.append(Files.exists(file) ? Files.readString(file) : "");
            } catch (IOException e) {
                told.append(e);
            }
        }
        return told.toString();
    }

    /** Stops it as a service manager does. */
    void stop() throws Exception {
        process.destroy();
        assertTrue(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS), this::everything);
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly().onExit().join(); // it writes into its folder until then
        }
    }
}
