package org.estreamer.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A plugin that hangs in one call, one that waits for its destination, a slow one and one that is removed, all at once, while
 * a server sends 12,000 events a second: the others do not notice, and in the end everybody has everything.
 */
class IsolationIT {
    private static final Duration TROUBLE = Duration.ofSeconds(Integer.getInteger("estreamer.troubleSeconds"));
    private static final Duration LIMIT = TROUBLE.plusSeconds(120);
    private static final long LONGEST_WAIT_MILLIS = 2_000;
    private static final int RATE = 12_000;
    private static final int EVENTS_FOR_ONE_MALWARE = 50;
    private static final String FILE_PLUGIN = "org.estreamer.plugin.file";

    @TempDir
    private Path home;

    @Test
    void shouldDelayNobodyWhileOthersHangWaitAreSlowOrGone() throws Exception {
        Installation client = new Installation(home.resolve("client"))
                .configure("dispatcher", "stuckSeconds=2")
                .drop(FILE_PLUGIN)
                .configure("plugin.file-malware", "path=events.jsonl", EventFile.WITHOUT_NAMES, "records=malware");
        Probe steady = Probe.drop(client, "steady");
        Probe hung = Probe.drop(client, "hung");
        Probe waiting = Probe.drop(client, "waiting");
        Probe slow = Probe.drop(client, "slow");
        Probe gone = Probe.drop(client, "gone");
        EventFile events = new EventFile(client.data().resolve("events.jsonl"));
        List<Probe> all = List.of(steady, hung, waiting, slow, gone);
        try (SimulatedServer server =
                SimulatedServer.start(home.resolve("server"), "rate=" + RATE, "historySeconds=3")) {
            client.configure("session-hq", server.sessionSettings());
            try (Launched run = client.launch("run")) {
                for (Probe probe : all) {
                    probe.awaitSome();
                }
                steady.measures();
                hung.hangs();
                waiting.waits();
                slow.isSlow();
                gone.goes();
                run.awaitLine("WARN.*Plugin " + hung.plugin() + " .*is stuck: one call has taken");
                run.awaitLine("WARN.*Plugin " + waiting.plugin() + " .*waits, because it cannot take records for now");
                long trouble = steady.lastSecond();
                steady.awaitMoreThan(trouble + TROUBLE.toSeconds());
                events.awaitMoreThan(trouble + TROUBLE.toSeconds());
                assertTrue(hung.lastSecond() <= trouble, "it was to hang");
                assertTrue(slow.lastSecond() < steady.lastSecond() - TROUBLE.toSeconds() / 2, "it was to be slow");

                hung.takes();
                waiting.takes();
                slow.takes();
                gone.comeBack();
                long end = steady.lastSecond() + 1;
                for (Probe probe : all) {
                    probe.awaitMoreThan(end, LIMIT);
                }
                events.awaitMoreThan(end);
                Installation.stopInTime(run);

                for (Probe probe : List.of(steady, hung, waiting, slow)) {
                    assertEquals(Map.of(), probe.arrivals().wrong(RATE, end, true), probe.plugin());
                }
                assertEquals(Map.of(), gone.arrivals().wrong(RATE, end, false), gone.plugin());
                assertEquals(
                        Map.of(), events.arrivals().wrong(RATE / EVENTS_FOR_ONE_MALWARE, end, true), "in the file");
                long wait = steady.longestWait();
                assertTrue(wait < LONGEST_WAIT_MILLIS, () -> wait + " ms without a record\n" + run.everything());
            }
        }
    }
}
