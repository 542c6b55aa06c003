package org.estreamer.bench;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.estreamer.itests.Await;
import org.estreamer.itests.Launched;
import org.estreamer.itests.SimulatedServer;

/**
 * Measures whole programs, each in a process of its own, one after the other from the same simulator at full rate. Rounds
 * take turns, so that a machine that is busy for a while does not speak against one of them.
 */
public final class WholeRuns {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Options options;
    private final Path home;

    private WholeRuns(Options options, Path home) {
        this.options = options;
        this.home = home;
    }

    /** Takes the options of {@link Options#USAGE}. */
    public static void main(String[] args) throws Exception {
        Options options = Options.of(args);
        Path home = Files.createTempDirectory(Files.createDirectories(options.logDir), "whole-runs");
        try {
            new WholeRuns(options, home).run();
        } finally {
            Receiver.delete(home);
        }
    }

    private void run() throws Exception {
        Report report = new Report();
        try {
            measure(report);
        } finally {
            // also what there is when a run has failed
            write(report);
        }
    }

    private void measure(Report report) throws Exception {
        try (SimulatedServer server = SimulatedServer.start(home.resolve("server"), "rate=" + options.rate)) {
            // the server's code gets fast while it serves: the first client must not pay for that
            run(Mode.DRAIN, server, Files.createDirectories(home.resolve("warm-up")));
            for (int round = 1; round <= options.rounds; round++) {
                for (Mode mode : options.modes) {
                    Path place = Files.createDirectories(home.resolve(mode.label()));
                    Result result = run(mode, server, place);
                    Receiver.delete(place);
                    report.add(mode, result);
                    System.err.printf("round %d, %s: %,.0f records/s%n", round, mode.label(), result.rate());
                }
            }
        }
    }

    private void write(Report report) throws IOException {
        String text = String.format(
                "# Whole runs%n%n%d processors, Java %d, up to %d rounds of %d s each after %d s%n%n%s",
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().feature(),
                options.rounds,
                options.seconds,
                options.warmup,
                report.table());
        System.out.println(text);
        Files.createDirectories(options.report.toAbsolutePath().getParent());
        Files.writeString(options.report, text);
    }

    private Result run(Mode mode, SimulatedServer server, Path place) throws Exception {
        return switch (mode) {
            case DRAIN -> drain(server, place);
            case NOOP, FILE -> distribution(mode, server, place);
            case CATCHUP -> {
                try (SimulatedServer own = SimulatedServer.start(place.resolve("server"), "rate=0")) {
                    yield new CatchUp(place, options).run(own);
                }
            }
        };
    }

    /** The drain has the distribution's own transport, and its options for the virtual machine. */
    private Result drain(SimulatedServer server, Path place) throws Exception {
        Path settings = Files.writeString(place.resolve("session.cfg"), server.sessionSettings());
        Path count = place.resolve("count");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String classPath = String.join(
                File.pathSeparator,
                System.getProperty("java.class.path"),
                options.distribution.resolve("bundle").resolve("*").toString(),
                options.distribution.resolve("lib").resolve("*").toString(),
                librariesOfTransport(place).resolve("*").toString());
        List<String> command = List.of(
                java.toString(),
                "-Xmx512m",
                "-Xms64m",
                "-XX:+UseSerialGC",
                "-cp",
                classPath,
                Drain.class.getName(),
                settings.toString(),
                count.toString());
        Process process = new ProcessBuilder(command).inheritIO().start();
        try {
            Progress progress = Progress.counted(count);
            Await.until("the drain has records", LIMIT, () -> progress.now().units() > 0);
            return meter(server, process, progress);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** What the bundle has inside: OSGi finds it there, and a class path does not. */
    private Path librariesOfTransport(Path place) throws IOException {
        Path libraries = Files.createDirectories(place.resolve("lib"));
        try (DirectoryStream<Path> bundles = Files.newDirectoryStream(
                        options.distribution.resolve("bundle"), "org.estreamer.transport-*.jar");
                JarFile transport = new JarFile(bundles.iterator().next().toFile())) {
            for (JarEntry entry : transport.stream().toList()) {
                if (entry.getName().endsWith(".jar")) {
                    Path name = Path.of(entry.getName()).getFileName();
                    try (InputStream library = transport.getInputStream(entry)) {
                        Files.copy(library, libraries.resolve(name));
                    }
                }
            }
        }
        return libraries;
    }

    private Result distribution(Mode mode, SimulatedServer server, Path place) throws Exception {
        Receiver receiver = new Receiver(place, options.jvmOptions);
        Progress progress = mode == Mode.NOOP ? receiver.dropNoop("noop") : receiver.dropFile(options.fileSettings);
        try (Launched client = receiver.launch(server)) {
            Result result = meter(server, client.process(), progress);
            Receiver.end(client);
            return result;
        }
    }

    private Result meter(SimulatedServer server, Process client, Progress progress) throws Exception {
        return new Meter(server.process().process(), client, progress).measure(options.warmup, options.seconds);
    }
}
