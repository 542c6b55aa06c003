package org.estreamer.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins that are removed while a server sends 12,000 events a second: they have everything when they are back. */
class AwayIT {
    private static final Duration AWAY = Duration.ofSeconds(Integer.getInteger("estreamer.awaySeconds"));
    private static final Duration LIMIT = AWAY.plusSeconds(120);
    private static final long LONGEST_WAIT_MILLIS = 2_000;
    private static final int RATE = 12_000;
    private static final int EVENTS_FOR_ONE_MALWARE = 50;
    private static final String FILE_PLUGIN = "org.estreamer.plugin.file";

    @TempDir
    private Path home;

    private Installation client;

    @BeforeEach
    void prepare() throws Exception {
        client = new Installation(home.resolve("client"))
                .drop(FILE_PLUGIN)
                .configure("plugin.file-malware", "path=events.jsonl", EventFile.WITHOUT_NAMES, "records=malware");
    }

    @Test
    void shouldGiveEverythingToPluginsThatWereAwayAndDelayNobody() throws Exception {
        Probe steady = Probe.drop(client, "steady");
        Probe away = Probe.drop(client, "away");
        EventFile events = new EventFile(client.data().resolve("events.jsonl"));
        try (SimulatedServer server =
                SimulatedServer.start(home.resolve("server"), "rate=" + RATE, "historySeconds=3")) {
            client.configure("session-hq", server.sessionSettings());
            try (Launched run = client.launch("run")) {
                steady.awaitSome();
                away.awaitSome();
                events.awaitMoreThan(0);
                steady.measures();
                away.goes();
                client.takeAway(FILE_PLUGIN);
                run.awaitLine(FILE_PLUGIN.replace(".", "\\.") + " .* is uninstalled");
                long gone = steady.lastSecond();
                steady.awaitMoreThan(gone + AWAY.toSeconds(), LIMIT);
                assertTrue(away.lastSecond() <= gone + 1, "it was to be away");
                assertTrue(events.lastSecond() <= gone + 1, "it was to be away");

                away.comeBack();
                client.bringBack(FILE_PLUGIN);
                long end = steady.lastSecond() + 1;
                steady.awaitMoreThan(end);
                away.awaitMoreThan(end, LIMIT);
                Await.until("the file has caught up", LIMIT, () -> events.lastSecond() > end);
                Installation.stopInTime(run);

                assertEquals(Map.of(), steady.arrivals().wrong(RATE, end, true), "for the one that stayed");
                assertEquals(Map.of(), away.arrivals().wrong(RATE, end, false), "for the one that came back");
                assertEquals(
                        Map.of(), events.arrivals().wrong(RATE / EVENTS_FOR_ONE_MALWARE, end, true), "in the file");
                long wait = steady.longestWait();
                assertTrue(wait < LONGEST_WAIT_MILLIS, () -> wait + " ms without a record\n" + run.everything());
            }
        }
    }
}
