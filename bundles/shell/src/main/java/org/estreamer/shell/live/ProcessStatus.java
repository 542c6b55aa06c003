package org.estreamer.shell.live;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.estreamer.shell.text.Figures;

/**
 * How the process stands.
 *
 * @param version      the program's version
 * @param upSeconds    how long it has run
 * @param heapBytes    what its objects take
 * @param heapMaxBytes what they may take
 * @param threads      how many there are
 * @param java         the version of Java
 */
public record ProcessStatus(
        String version, long upSeconds, long heapBytes, long heapMaxBytes, int threads, String java) {

    /** This process at this moment. */
    static ProcessStatus now(String version) {
        Runtime runtime = Runtime.getRuntime();
        return new ProcessStatus(
                version,
                ManagementFactory.getRuntimeMXBean().getUptime() / 1000,
                runtime.totalMemory() - runtime.freeMemory(),
                runtime.maxMemory(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                Runtime.version().toString());
    }

    /** All of it in one line. */
    String line() {
        return "estreamer " + version + ", up " + Figures.duration(Duration.ofSeconds(upSeconds)) + ", heap "
                + Figures.bytes(heapBytes) + " of " + Figures.bytes(heapMaxBytes) + ", "
                + Figures.count(threads, "thread") + ", Java " + java;
    }
}
