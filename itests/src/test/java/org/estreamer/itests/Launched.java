package org.estreamer.itests;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process started through the launcher, with what it has printed so far. */
public final class Launched implements AutoCloseable {
    /** Keeps what is typed open. */
    static final String CONSOLE = "--console";

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Process process;
    private final List<String> output = Collections.synchronizedList(new ArrayList<>());
    private final List<String> errors = Collections.synchronizedList(new ArrayList<>());
    private final Thread outputReader;
    private final Thread errorReader;

    private Launched(Process process) {
        this.process = process;
        this.outputReader = reader(process.getInputStream(), output);
        this.errorReader = reader(process.getErrorStream(), errors);
    }

    static Launched start(Map<String, String> environment, Path input, String... arguments) throws IOException {
        return start(List.of(), environment, input, arguments);
    }

    /** Starts the launcher through another command, which must become the launcher's process. */
    static Launched start(List<String> through, Map<String, String> environment, Path input, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(through);
        // a build that runs in the background hands on that Ctrl-C is ignored
        command.addAll(List.of(
                "env",
                "--default-signal=INT",
                Distribution.HOME.resolve("bin/estreamer").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        if (input != null) {
            builder.redirectInput(input.toFile());
        }
        Process process = builder.start();
        if (input == null && !List.of(arguments).contains(CONSOLE)) {
            process.getOutputStream().close();
        }
        return new Launched(process);
    }

    /** Runs a command to its end and returns its exit status. */
    int exitStatus() throws Exception {
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("still running: " + everything());
        }
        outputReader.join();
        errorReader.join();
        return process.exitValue();
    }

    /** Waits until a line with the pattern was printed. */
    public void awaitLine(String pattern) throws Exception {
        Await.until(() -> "a line like " + pattern + " in:\n" + everything(), LIMIT, () -> {
            if (!process.isAlive() && !outputReader.isAlive() && !errorReader.isAlive() && !hasLine(pattern)) {
                throw new AssertionError("ended without a line like " + pattern + ":\n" + everything());
            }
            return hasLine(pattern);
        });
    }

    /** Types a line into its console. */
    void type(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    boolean hasLine(String pattern) {
        return everything().lines().anyMatch(line -> line.matches(".*" + pattern + ".*"));
    }

    List<String> output() {
        return List.copyOf(output);
    }

    List<String> errors() {
        return List.copyOf(errors);
    }

    /** What was printed so far. */
    public String everything() {
        return String.join("\n", output()) + "\n--- errors ---\n" + String.join("\n", errors());
    }

    /** The process itself. */
    public Process process() {
        return process;
    }

    /** Sends SIGKILL, and waits until the process is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Sends SIGTERM, and goes on to read what is printed until the end. */
    void terminate() {
        process.toHandle().destroy();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static Thread reader(InputStream in, List<String> lines) {
        Thread thread = new Thread(() -> {
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                reader.lines().forEach(lines::add);
            } catch (IOException | UncheckedIOException closed) {
                lines.add("(the stream broke: " + closed.getMessage() + ")");
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
