package org.estreamer.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Servers that send out of order, and a client that is killed and cut meanwhile: its file and its database hold in the end
 * what those of a client hold that met the same server in peace, each event once, and the plugin without a position has
 * been given each at least once, and again only by another process.
 */
class DisorderIT {
    private static final int CRASHES = Integer.getInteger("estreamer.crashes");
    private static final boolean EACH = CRASHES > 50;
    private static final int RATE = 500;
    private static final int FULL_RATE = 12_000;
    private static final int FULL_RATE_SECONDS = 10;
    private static final int HISTORY_SECONDS = 12;
    private static final int HISTORY = 60_000;

    /** How long a run takes that is killed, from the start of its process; more than most do. */
    private static final int RUN_SECONDS = 4;

    @TempDir
    private Path home;

    private final long seed = Long.getLong("estreamer.seed", System.nanoTime());

    static Stream<Disorder.Mix> mixes() {
        return EACH ? Stream.concat(Disorder.Mix.each(), Disorder.Mix.few()) : Disorder.Mix.few();
    }

    @ParameterizedTest
    @MethodSource("mixes")
    void shouldNeitherLoseNorDoubleEventsAcrossKillsAndCuts(Disorder.Mix mix) throws Exception {
        int kills = (int) Math.max(2, CRASHES / mixes().count());
        int records = mix.history() ? HISTORY : RATE * (HISTORY_SECONDS + kills * RUN_SECONDS);
        killAndCompare(kills, records, mix.toString(), settings(mix, records));
    }

    /** It is set back while connections are cut and the process is killed. */
    @Test
    void shouldNeitherLoseNorDoubleEventsWhereTheClockIsSetBackAnHourAtFullRate() throws Exception {
        int records = FULL_RATE * FULL_RATE_SECONDS;
        killAndCompare(
                3,
                records,
                "an hour back",
                "rate=" + FULL_RATE,
                "historySeconds=" + FULL_RATE_SECONDS / 5,
                "records=" + records,
                "clockStepSeconds=-3600",
                "clockStepAfterRecords=" + records / 2);
    }

    private void killAndCompare(int kills, int records, String circumstances, String... settings) throws Exception {
        ThreeOutputs victim = new ThreeOutputs(home.resolve("victim"), "victim");
        try (SimulatedServer server = SimulatedServer.start(home.resolve("server"), settings);
                CuttingRelay relay = new CuttingRelay(server.port())) {
            victim.connect(server.sessionSettings(relay.port()));
            Disturbance disturbance = new Disturbance(relay, new Random(seed));
            for (int kill = 0; kill < kills; kill++) {
                try (Launched run = victim.installation().launch("run")) {
                    disturbance.kill(run);
                }
            }
            compare(victim, server, records, circumstances + ", seed " + seed);
        }
    }

    static Stream<Disorder.Mix> mixesAtAReturn() {
        Disorder.Mix some = Disorder.Mix.of(
                Disorder.JITTER, Disorder.LATE_SOURCE, Disorder.REPEATED_SHUFFLED, Disorder.OTHER_NAMES);
        return EACH ? Disorder.Mix.each().filter(mix -> !mix.history()) : Stream.of(some);
    }

    @ParameterizedTest
    @MethodSource("mixesAtAReturn")
    void shouldNeitherLoseNorDoubleEventsAtTheReturnOfAPlugin(Disorder.Mix mix) throws Exception {
        int records = RATE * (HISTORY_SECONDS + 3 * RUN_SECONDS);
        ThreeOutputs victim = new ThreeOutputs(home.resolve("victim"), "victim");
        ThreeOutputs reference;
        try (SimulatedServer server = SimulatedServer.start(home.resolve("server"), settings(mix, records));
                CuttingRelay relay = new CuttingRelay(server.port())) {
            victim.connect(server.sessionSettings(relay.port()));
            try (Launched run = victim.installation().launchWithConsole()) {
                run.awaitLine("Session victim: streaming");
                Disturbance disturbance = new Disturbance(relay, new Random(seed));
                disturbance.passAndCut();
                victim.removeReceipts();
                disturbance.passAndCut();
                victim.removeFile();
                victim.dropReceipts();
                disturbance.passAndCut();
                victim.dropFile();
                victim.finish(run, records);
            }
            reference = compare(victim, server, records, "a plugin's return, " + mix + ", seed " + seed);
        }
        assertEquals(0, victim.again(reference), "events given again, though no process was killed; seed " + seed);
    }

    private static String[] settings(Disorder.Mix mix, int records) {
        return mix.history()
                ? mix.settings("records=" + records)
                : mix.settings("rate=" + RATE, "historySeconds=" + HISTORY_SECONDS, "records=" + records);
    }

    /** Lets both have all there is, the victim and one that meets the server for the first time, when nothing happens. */
    private ThreeOutputs compare(ThreeOutputs victim, SimulatedServer server, int records, String circumstances)
            throws Exception {
        victim.finish(records);
        ThreeOutputs reference = new ThreeOutputs(home.resolve("reference"), "reference");
        reference.connect(server.sessionSettings());
        reference.finish(records);
        assertEquals(records, reference.receipts().size(), "events of the server; " + circumstances);
        victim.assertSameAs(reference, circumstances);
        return reference;
    }
}
