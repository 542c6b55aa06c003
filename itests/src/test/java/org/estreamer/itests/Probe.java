package org.estreamer.itests;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.estreamer.itests.plugin.ProbeActivator;
import org.estreamer.itests.plugin.ProbePlugin;

/** A plugin in another process that a test can make hang, wait, be slow or go, and what it got. */
final class Probe {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int ENTRY = 2 * Long.BYTES;

    private final Installation installation;
    private final String name;

    private Probe(Installation installation, String name) {
        this.installation = installation;
        this.name = name;
    }

    /** Drops the plugin's jar. */
    static Probe drop(Installation installation, String name) throws IOException {
        Probe probe = new Probe(installation, name);
        probe.comeBack();
        return probe;
    }

    /** Its name in the list of plugins. */
    String plugin() {
        return "org.estreamer.itests." + name;
    }

    /** Takes records from now on. */
    void takes() throws IOException {
        behave("");
    }

    /** Takes records, and measures how long it has to wait for the next. */
    void measures() throws IOException {
        behave("measure");
    }

    /** Does not come back from a call until told otherwise. */
    void hangs() throws IOException {
        behave("hang");
    }

    /** Has a destination that takes nothing. */
    void waits() throws IOException {
        behave("wait");
    }

    /** Takes less than a thousand records a second. */
    void isSlow() throws IOException {
        behave("slow");
    }

    private void behave(String mode) throws IOException {
        Path fresh = Files.writeString(installation.tally().resolve(name + ".fresh"), mode);
        Files.move(
                fresh,
                installation.tally().resolve(name + ".mode"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** Its jar is removed. */
    void goes() throws IOException {
        Files.delete(installation.plugins().resolve(name + ".jar"));
    }

    /** Its jar is there again. */
    void comeBack() throws IOException {
        PluginJar.drop(
                installation.plugins(),
                name + ".jar",
                "1.0.0",
                plugin(),
                List.of(ProbeActivator.class, ProbePlugin.class));
    }

    /** How long it had to wait for a record, in milliseconds. */
    long longestWait() throws IOException {
        return Long.parseLong(Files.readString(installation.tally().resolve(name + ".waited")));
    }

    /** All that it got so far. */
    Arrivals arrivals() throws IOException {
        return Arrivals.of(file());
    }

    /** How many records it has written down. */
    long count() throws IOException {
        return Files.exists(file()) ? Files.size(file()) / ENTRY : 0;
    }

    /** The second of the newest record that has one. */
    long lastSecond() throws IOException {
        try (RandomAccessFile entries = new RandomAccessFile(file().toFile(), "r")) {
            long second = 0;
            for (long entry = count() - 1; entry >= 0 && second == 0; entry--) {
                entries.seek(entry * ENTRY);
                second = entries.readLong();
            }
            return second;
        }
    }

    /** Waits until it has got something. */
    void awaitSome() throws Exception {
        Await.until(name + " gets records", LIMIT, () -> count() > 0);
    }

    /** Waits until it has a record later than a second. */
    void awaitMoreThan(long second) throws Exception {
        awaitMoreThan(second, LIMIT);
    }

    /** The same, where that takes its time. */
    void awaitMoreThan(long second, Duration limit) throws Exception {
        Await.until(name + " has second " + second, limit, () -> lastSecond() > second);
    }

    private Path file() {
        return installation.tally().resolve(name + ".arrivals");
    }
}
