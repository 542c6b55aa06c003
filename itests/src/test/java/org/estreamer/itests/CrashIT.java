package org.estreamer.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a receiving process and cuts its connections again and again, and compares its file and its database with those
 * of a process that nobody touches, and that one with how many events the server makes a second: no event may be missing
 * and none may be there twice.
 */
class CrashIT {
    private static final int CRASHES = Integer.getInteger("estreamer.crashes");
    private static final int RATE = 300;

    @TempDir
    private Path home;

    @Test
    void shouldNeitherLoseNorDoubleEventsAcrossKillsAndCuts() throws Exception {
        long seed = Long.getLong("estreamer.seed", System.nanoTime());
        Installation reference = installation("reference");
        Installation victim = installation("victim");
        try (SimulatedServer server =
                        SimulatedServer.start(reference, "session=reference", "rate=" + RATE, "historySeconds=30");
                CuttingRelay relay = new CuttingRelay(server.port())) {
            victim.configure("session-victim", server.sessionSettings(relay.port()));
            Disturbance disturbance = new Disturbance(relay, new Random(seed));
            for (int crash = 0; crash < CRASHES; crash++) {
                try (Launched run = victim.launch("run")) {
                    disturbance.kill(run);
                }
            }
            catchUp(victim, events(reference).lastSecond());
            long last = Math.min(events(victim).lastSecond(), newestRow(victim));
            events(reference).awaitMoreThan(last);
            Installation.stopInTime(server.process());
            Map<Long, EventFile.Second> whole = events(reference).before(last);
            assertTrue(whole.size() > 30, "a history of 30 seconds and what came after it");
            whole.forEach((second, events) -> assertEquals(RATE, events.count(), "events of second " + second));
            assertEqual(whole, events(victim).before(last), "in the file, seed " + seed);
            assertEqual(
                    EventTables.seconds(reference, "reference", last),
                    EventTables.seconds(victim, "victim", last),
                    "in H2, seed " + seed);
        }
    }

    private static void assertEqual(
            Map<Long, EventFile.Second> expected, Map<Long, EventFile.Second> actual, String in) {
        assertEquals(Set.of(), EventTables.difference(expected, actual), "seconds that are different " + in);
    }

    private Installation installation(String name) throws Exception {
        return new Installation(home.resolve(name))
                .drop("org.estreamer.plugin.file")
                .configure("plugin.file-all", "path=events.jsonl", EventFile.WITHOUT_NAMES)
                .drop("org.estreamer.plugin.jdbc")
                .configure("plugin.jdbc-all");
    }

    private static EventFile events(Installation installation) {
        return new EventFile(installation.data().resolve("events.jsonl"));
    }

    /** Lets the victim run in peace, until its file and its database have all that came before. */
    private static void catchUp(Installation victim, long second) throws Exception {
        do {
            long later = Math.max(second, events(victim).lastSecond() + 3);
            try (Launched run = victim.launch("run")) {
                events(victim).awaitMoreThan(later);
                Installation.stopInTime(run);
            }
        } while (newestRow(victim) <= second);
    }

    private static long newestRow(Installation victim) throws SQLException {
        return EventTables.seconds(victim, "victim", Long.MAX_VALUE).lastKey();
    }
}
