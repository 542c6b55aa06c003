package org.estreamer.itests;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A plugin jar that comes, is replaced and goes, again and again, in a running process. */
final class Churn {
    /** FileInstall looks more often than in production, so that a round is over sooner. */
    static final String OPTIONS = "-Dfelix.fileinstall.poll=50";

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String JAR = "churn.jar";

    private final Installation installation;
    private final Launched process;
    private int rounds;

    Churn(Installation installation, Launched process) {
        this.installation = installation;
        this.process = process;
    }

    int rounds() {
        return rounds;
    }

    /** One round: each version gets records before it has to go. */
    void round() throws Exception {
        rounds++;
        String first = "1.0." + rounds;
        String second = "2.0." + rounds;
        PluginJar.drop(installation.plugins(), JAR, first);
        awaitRecord(first);
        PluginJar.drop(installation.plugins(), JAR, second);
        awaitRecord(second);
        Files.delete(installation.plugins().resolve(JAR));
        process.awaitLine("tally " + second.replace(".", "\\.") + ", from .* is uninstalled");
        Files.delete(installation.tally().resolve(first));
        Files.delete(installation.tally().resolve(second));
    }

    private void awaitRecord(String version) throws Exception {
        Path tally = installation.tally().resolve(version);
        Await.until("version " + version + " gets a record", LIMIT, () -> Files.exists(tally));
    }
}
