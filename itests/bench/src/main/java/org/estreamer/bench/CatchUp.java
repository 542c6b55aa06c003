package org.estreamer.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.estreamer.itests.Await;
import org.estreamer.itests.Launched;
import org.estreamer.itests.SimulatedServer;

/**
 * How fast a plugin gets what has arrived without it. It was there at the beginning, so that everything is kept for it, and
 * comes back when the server is gone, so that nothing else is to be done.
 */
final class CatchUp {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long QUIET_NANOS = Duration.ofSeconds(3).toNanos();

    private final Receiver receiver;
    private final Options options;

    CatchUp(Path home, Options options) throws IOException {
        this.receiver = new Receiver(home.resolve("client"), options.jvmOptions);
        this.options = options;
    }

    /** Runs against a server of its own, and ends it. */
    Result run(SimulatedServer server) throws Exception {
        Progress steady = receiver.dropNoop("steady");
        Progress late = receiver.dropNoop("late");
        try (Launched client = receiver.launch(server)) {
            Await.until("the plugin that goes has records", LIMIT, () -> moves(late));
            receiver.remove("late");
            new Meter(server.process().process(), client.process(), steady).measure(options.warmup, options.seconds);
            server.close();
            awaitQuiet(steady);
            ProcessFigures before = ProcessFigures.of(client.process());
            receiver.dropNoop("late");
            Await.until("the plugin is back and gets what it missed", LIMIT, () -> moves(late));
            Progress.Point from = late.now();
            Progress.Point to = awaitQuiet(late);
            ProcessFigures after = ProcessFigures.of(client.process());
            return new Result(
                    (to.units() - from.units()) * 1e9 / Math.max(to.nanos() - from.nanos(), 1),
                    (after.cpuSeconds() - before.cpuSeconds()) * 1e6 / to.units(),
                    after.residentKib(),
                    after.peakKib(),
                    0);
        }
    }

    private static boolean moves(Progress progress) throws IOException {
        return progress.now().units() > 0;
    }

    /** The moment from which on nothing came any more. */
    private static Progress.Point awaitQuiet(Progress progress) throws Exception {
        Progress.Point[] last = {progress.now()};
        Await.until("nothing comes any more", LIMIT.multipliedBy(10), () -> {
            Progress.Point now = progress.now();
            if (now.units() != last[0].units()) {
                last[0] = now;
            }
            return now.nanos() - last[0].nanos() > QUIET_NANOS;
        });
        return last[0];
    }
}
