package org.estreamer.itests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records as fast as the machine can, with plugins that come and go, for a long time: nothing grows. */
class SoakIT {
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("estreamer.soakSeconds"));
    private static final int SAMPLES = (int) Math.min(TIME.toSeconds() / 3, 60);
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** What lagging readers keep in memory comes and goes, by up to this setting: a small one hides no growth and looks like none. */
    private static final String SMALL_MEMORY = "memoryMegabytes=4";

    /** More than the metadata that come with every new connection. */
    private static final long MOST_REPEATED = 10_000;

    @TempDir
    private Path home;

    @Test
    void shouldStayFlatAtFullRateWhilePluginsComeAndGo() throws Exception {
        Installation client = new Installation(home.resolve("client"))
                .javaOptions(Churn.OPTIONS)
                .drop("org.estreamer.plugin.file")
                .configure("log", SMALL_MEMORY)
                .configure("plugin.file-malware", "path=malware.jsonl", "records=malware");
        PluginJar.drop(client.plugins(), "steady.jar", "0.0.1", "org.estreamer.itests.steady");
        try (SimulatedServer server = SimulatedServer.start(home.resolve("server"), "rate=0")) {
            client.configure("session-soak", server.sessionSettings());
            try (Launched run = client.launch("run")) {
                run.awaitLine("Session soak: streaming");
                soak(client, run);
                Installation.stopInTime(run);
            }
        }
    }

    private static void soak(Installation client, Launched run) throws Exception {
        FootprintReport report =
                new FootprintReport("Full rate for " + TIME.toSeconds() + " s, with plugins that come and go");
        Churn churn = new Churn(client, run);
        churn.round();
        try (Footprint footprint = new Footprint(run.process())) {
            long start = System.nanoTime();
            long last = start;
            long before = count(client);
            for (int sample = 1; sample <= SAMPLES; sample++) {
                long due = start + TIME.multipliedBy(sample).dividedBy(SAMPLES).toNanos();
                churn.round();
                Await.until("the next sample is due", LIMIT, () -> System.nanoTime() - due >= 0);
                long records = count(client) - before;
                long now = System.nanoTime();
                long perSecond = records * 1_000_000_000 / (now - last);
                report.add(
                        footprint.sample(),
                        String.format("%,d records, %,d/s, %d rounds", records, perSecond, churn.rounds()));
                assertTrue(records > MOST_REPEATED, () -> "only " + records + " records since the last sample");
                before += records;
                last = now;
            }
        } finally {
            report.write("soak-report.md");
        }
        report.assertFlat();
    }

    /** How many records the plugin has taken that stays. */
    private static long count(Installation client) throws Exception {
        AtomicLong count = new AtomicLong();
        Await.until("the steady plugin counts", LIMIT, () -> {
            count.set(client.count("0.0.1"));
            return count.get() > 0;
        });
        return count.get();
    }
}
