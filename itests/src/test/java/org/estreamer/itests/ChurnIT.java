package org.estreamer.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins that come, are replaced and go while records flow: nothing of them stays, and the others lose nothing. */
class ChurnIT {
    private static final int ROUNDS = Integer.getInteger("estreamer.churnRounds");
    private static final int SAMPLES = 30;
    private static final String FILE_PLUGIN = "org.estreamer.plugin.file";

    @TempDir
    private Path home;

    @Test
    void shouldKeepNothingOfPluginsThatComeAndGoAndLoseNothingForTheOthers() throws Exception {
        Installation reference = installation("reference");
        Installation churned = installation("churned").javaOptions(Churn.OPTIONS);
        try (SimulatedServer server = SimulatedServer.start(reference, "session=reference", "rate=1000")) {
            churned.configure("session-churned", server.sessionSettings());
            try (Launched run = churned.launch("run")) {
                run.awaitLine("Session churned: streaming");
                churn(churned, run);
                Installation.stopInTime(run);
            }
            long last = events(churned).lastSecond();
            events(reference).awaitMoreThan(last);
            Map<Long, EventFile.Second> whole = events(reference).before(last);
            assertFalse(whole.isEmpty());
            assertEquals(whole, events(churned).before(last));
        }
    }

    private static void churn(Installation installation, Launched run) throws Exception {
        Churn churn = new Churn(installation, run);
        FootprintReport report = new FootprintReport("Plugins that come, are replaced and go");
        try (Footprint footprint = new Footprint(run.process())) {
            // what is loaded once and stays
            churn.round();
            for (int round = 1; round <= ROUNDS; round++) {
                churn.round();
                if (round % Math.max(ROUNDS / SAMPLES, 1) == 0) {
                    report.add(footprint.sample(), round + " rounds");
                }
            }
        }
        report.write("churn-report.md");
        report.assertFlat();
    }

    private Installation installation(String name) throws Exception {
        return new Installation(home.resolve(name))
                .drop(FILE_PLUGIN)
                .configure(
                        "plugin.file-some",
                        "path=events.jsonl",
                        EventFile.WITHOUT_NAMES,
                        "records=intrusion,file,malware");
    }

    private static EventFile events(Installation installation) {
        return new EventFile(installation.data().resolve("events.jsonl"));
    }
}
