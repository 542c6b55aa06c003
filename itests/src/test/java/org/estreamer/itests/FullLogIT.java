package org.estreamer.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A log of a few megabytes and a plugin that is far behind: the log holds the server back and nothing is lost, unless the
 * plugin says that it rather loses records, or is away for long; what it loses is counted and told.
 */
@SuppressWarnings("try") // a server is there, and asked for nothing
class FullLogIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Pattern TOLD_BY_LOG = Pattern.compile(
            "loses (\\d+) records of server hq that arrived from \\d{4}-\\S+Z to \\d{4}-\\S+Z: it is (\\w+)");
    private static final Pattern TOLD_AT_RETURN = Pattern.compile(
            "has lost (\\d+) records, the last of them of server hq, which arrived from \\d{4}-\\S+Z to \\d{4}-\\S+Z");
    private static final int RATE = 3_000;
    private static final int SECONDS = 15;
    private static final String FILE_PLUGIN = "org.estreamer.plugin.file";

    @TempDir
    private Path home;

    private Installation client;
    private Probe steady;
    private Probe late;
    private EventFile events;

    @BeforeEach
    void prepare() throws Exception {
        client = new Installation(home.resolve("client"))
                .configure("log", "segmentMegabytes=1", "maxMegabytes=8", "retainMegabytes=1", "awayMinutes=1")
                .drop(FILE_PLUGIN)
                .configure("plugin.file-all", "path=events.jsonl", EventFile.WITHOUT_NAMES);
        steady = Probe.drop(client, "steady");
        late = Probe.drop(client, "late");
        events = new EventFile(client.data().resolve("events.jsonl"));
    }

    @Test
    void shouldHoldTheServerBackUntilTheLateOneGoesOnOrIsLetGoOf() throws Exception {
        try (SimulatedServer server = serve();
                Launched run = client.launch("run", Launched.CONSOLE)) {
            late.awaitSome();
            late.waits();
            run.awaitLine("WARN .*The log of server hq holds the server back, and loses nothing: it has reached"
                    + " maxMegabytes .*; plugin \\S+ has not finished the oldest records");
            late.takes();
            run.awaitLine("The log of server hq takes records again");

            late.waits();
            Await.until(() -> "it holds the server back again\n" + run.everything(), LIMIT, () -> isHeldBack(run));
            run.type("estreamer:log forget " + late.plugin());
            run.awaitLine(late.plugin() + " is here and reads: remove its jar");
            late.goes();
            run.awaitLine("late .* is uninstalled");
            run.type("estreamer:log forget " + late.plugin());
            run.awaitLine("nothing is kept for " + late.plugin() + " any more; it was behind by");
            long end = steady.lastSecond() + 3;
            steady.awaitMoreThan(end);
            events.awaitMoreThan(end);
            Installation.stopInTime(run);

            assertFalse(TOLD_BY_LOG.matcher(run.everything()).find(), run::everything);
            assertEquals(Map.of(), steady.arrivals().wrong(RATE, end, true), "for the one that stayed");
            assertEquals(Map.of(), events.arrivals().wrong(RATE, end, true), "in the file");
        }
    }

    @Test
    void shouldTellWhatOneLosesThatRatherLosesThanHoldsBack() throws Exception {
        client.javaOptions("-Destreamer.probe.mayLose=late");
        lose(late::waits, late::takes, "behind");
    }

    @Test
    void shouldTellWhatOneLosesThatIsAwayForLong() throws Exception {
        assumeTrue(Boolean.getBoolean("estreamer.longForm"), "it has to be away for a minute");
        lose(late::goes, late::comeBack, "away");
    }

    /** Something that makes a plugin fall behind, or go on. */
    private interface Turn {
        void happens() throws IOException;
    }

    private void lose(Turn fallsBehind, Turn goesOn, String why) throws Exception {
        try (SimulatedServer server = serve("records=" + RATE * SECONDS);
                Launched run = client.launch("run", Launched.CONSOLE)) {
            late.awaitSome();
            fallsBehind.happens();
            run.awaitLine("WARN .*Plugin " + late.plugin() + " " + TOLD_BY_LOG.pattern());
            Await.until("the others have all", LIMIT, () -> steady.arrivals().size() == RATE * SECONDS);
            goesOn.happens();
            run.awaitLine("WARN .*Plugin " + late.plugin() + " .*" + TOLD_AT_RETURN.pattern());
            Await.until(
                    () -> "what the late one has and what it lost is all\n" + run.everything(),
                    LIMIT,
                    () -> late.count() + lost(TOLD_AT_RETURN, run) == steady.count());
            run.type("estreamer:log");
            run.awaitLine(
                    "hq +" + late.plugin() + " +here .* " + String.format(Locale.ROOT, "%,d", lost(TOLD_BY_LOG, run)));
            Installation.stopInTime(run);

            // the log counts from the position that was kept, which may be a second's records behind what it has
            long uncertain = lost(TOLD_BY_LOG, run) - lost(TOLD_AT_RETURN, run);
            assertTrue(uncertain >= 0 && uncertain < 2 * RATE, run::everything);
            assertTrue(run.hasLine("loses .* that arrived from .* it is " + why), run::everything);
            assertEquals(RATE * SECONDS, events.arrivals().size(), "in the file");
            assertEquals(Map.of(), events.arrivals().wrong(RATE, events.lastSecond() + 1, true), "in the file");
        }
    }

    private SimulatedServer serve(String... more) throws Exception {
        String[] settings = {"rate=" + RATE, "historySeconds=3", String.join("\n", more)};
        SimulatedServer server = SimulatedServer.start(home.resolve("server"), settings);
        client.configure("session-hq", server.sessionSettings());
        return server;
    }

    /** The log file tells of it only once in a while, the command at once. */
    private static boolean isHeldBack(Launched run) throws IOException {
        run.type("estreamer:log");
        return run.hasLine("hq .*held back: it has reached maxMegabytes");
    }

    private static long lost(Pattern told, Launched run) {
        return told.matcher(run.everything())
                .results()
                .mapToLong(result -> Long.parseLong(result.group(1)))
                .sum();
    }
}
