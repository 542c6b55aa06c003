package org.estreamer.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.estreamer.itests.Await;
import org.estreamer.itests.Launched;
import org.estreamer.itests.SimulatedServer;

/**
 * How long it takes from the start of the process until a plugin has its first record: of one that meets its server for the
 * first time, and of one that was killed and has a large log, of which a plugin lacks nearly all.
 */
public final class Starts {
    private static final Duration LIMIT = Duration.ofMinutes(30);

    private final Options options;
    private final Path home;

    private Starts(Options options, Path home) {
        this.options = options;
        this.home = home;
    }

    /** Takes the options of {@link Options#USAGE}. */
    public static void main(String[] args) throws Exception {
        Options options = Options.of(args);
        Path home = Files.createTempDirectory(Files.createDirectories(options.logDir), "starts");
        try {
            new Starts(options, home).run();
        } finally {
            Receiver.delete(home);
        }
    }

    private void run() throws Exception {
        List<Double> empty = new ArrayList<>();
        List<Double> large = new ArrayList<>();
        try (SimulatedServer server = SimulatedServer.start(home.resolve("server"), "rate=0")) {
            for (int round = 0; round < options.rounds; round++) {
                Receiver fresh = new Receiver(home.resolve("fresh" + round), options.jvmOptions);
                empty.add(secondsToTheFirst(fresh, server, fresh.dropNoop("only")));
            }
            Receiver full = new Receiver(home.resolve("full"), options.jvmOptions);
            fill(full, server);
            Progress late = full.dropNoop("late");
            for (int round = 0; round < options.rounds; round++) {
                full.forgetCounts();
                large.add(secondsToTheFirst(full, server, late));
            }
        }
        System.out.printf("%n| log | seconds to the first record | lowest to highest |%n|---|---:|---:|%n");
        print("empty", empty);
        print(options.gigabytes + " GB", large);
    }

    private static double secondsToTheFirst(Receiver receiver, SimulatedServer server, Progress progress)
            throws Exception {
        long begun = System.nanoTime();
        try (Launched client = receiver.launch(server)) {
            Await.until(client::everything, LIMIT, () -> progress.now().units() > 0);
            double seconds = (progress.now().nanos() - begun) / 1e9;
            Receiver.end(client);
            return seconds;
        }
    }

    /** Lets a log grow for one plugin that goes at once, and for another that stays. */
    private void fill(Receiver receiver, SimulatedServer server) throws Exception {
        receiver.keep(options.gigabytes);
        receiver.dropNoop("steady");
        Progress late = receiver.dropNoop("late");
        try (Launched client = receiver.launch(server)) {
            Await.until(client::everything, LIMIT, () -> late.now().units() > 0);
            receiver.remove("late");
            Await.until(client::everything, LIMIT, () -> isLarge(receiver));
            Receiver.end(client);
        }
    }

    private boolean isLarge(Receiver receiver) throws IOException {
        return receiver.logBytes() >= (long) options.gigabytes << 30;
    }

    private static void print(String log, List<Double> seconds) {
        double[] sorted =
                seconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "| %s | %.2f | %.2f to %.2f |%n",
                log,
                Result.median(sorted),
                Arrays.stream(sorted).min().orElse(0),
                Arrays.stream(sorted).max().orElse(0));
    }
}
