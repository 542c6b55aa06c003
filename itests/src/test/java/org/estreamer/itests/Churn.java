package org.estreamer.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A plugin jar that is replaced, goes and comes again, over and over, in a running process. Between the rounds it is there:
 * a plugin that is away has everything since then sent again when it comes back, and the others wait for that.
 */
final class Churn {
    /** FileInstall looks more often than in production, so that a round is over sooner. */
    static final String OPTIONS = "-Destreamer.plugins.poll=50";

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String JAR = "churn.jar";

    private final Installation installation;
    private final Launched process;
    private int rounds;
    private String present;

    Churn(Installation installation, Launched process) throws Exception {
        this.installation = installation;
        this.process = process;
        come("1.0.0");
    }

    int rounds() {
        return rounds;
    }

    /** One round: each version gets records before it has to go. */
    void round() throws Exception {
        rounds++;
        String before = present;
        come("2.0." + rounds);
        Files.delete(installation.plugins().resolve(JAR));
        process.awaitLine("tally " + present.replace(".", "\\.") + ", from .* is uninstalled");
        forget(before);
        before = present;
        come("1.0." + rounds);
        forget(before);
    }

    private void come(String version) throws Exception {
        PluginJar.drop(installation.plugins(), JAR, version);
        Path tally = installation.tally().resolve(version);
        Await.until("version " + version + " gets a record", LIMIT, () -> Files.exists(tally));
        present = version;
    }

    private void forget(String version) throws IOException {
        Files.delete(installation.tally().resolve(version));
    }
}
