package org.estreamer.itests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** Samples of a process over time: as a table for people, and as an answer to whether anything grew. */
final class FootprintReport {
    private static final long MEGABYTE = 1 << 20;

    /** So few samples have a median that is not one of the extremes. */
    private static final int FEWEST = 3;

    private final String title;
    private final long start = System.nanoTime();
    private final List<Footprint.Sample> samples = new ArrayList<>();
    private final StringBuilder table = new StringBuilder();

    FootprintReport(String title) {
        this.title = title;
    }

    /**
     * Adds a moment.
     *
     * @param progress how far the test was, for the table
     */
    void add(Footprint.Sample sample, String progress) {
        samples.add(sample);
        table.append(String.format(
                "| %d | %s | %.1f | %.1f | %d | %d |%n",
                Duration.ofNanos(System.nanoTime() - start).toSeconds(),
                progress,
                (double) sample.heapBytes() / MEGABYTE,
                (double) sample.metaspaceBytes() / MEGABYTE,
                sample.threads(),
                sample.descriptors()));
    }

    /** Writes the table next to the test reports, in Markdown. */
    Path write(String fileName) throws IOException {
        Path file = Path.of("target", fileName);
        Files.createDirectories(file.getParent());
        return Files.writeString(
                file,
                "# " + title + "\n\n"
                        + Runtime.getRuntime().availableProcessors() + " processors, Java "
                        + Runtime.version().feature() + "\n\n"
                        + "| seconds | progress | heap after collection (MB) | metaspace (MB) | threads | descriptors |\n"
                        + "|---:|---|---:|---:|---:|---:|\n" + table);
    }

    /** Fails if the last third of the samples is more than the first third, by more than chance. */
    void assertFlat() {
        assertFlat("heap", Footprint.Sample::heapBytes, 8 * MEGABYTE);
        assertFlat("metaspace", Footprint.Sample::metaspaceBytes, 2 * MEGABYTE);
        assertFlat("threads", Footprint.Sample::threads, 4);
        assertFlat("descriptors", Footprint.Sample::descriptors, 8);
    }

    private void assertFlat(String what, ToLongFunction<Footprint.Sample> figure, long slack) {
        // what is on its way differs by megabytes from one moment to the next: never one sample against another
        int third = Math.max(samples.size() / 3, Math.min(samples.size(), FEWEST));
        long first = median(samples.subList(0, third), figure);
        long last = median(samples.subList(samples.size() - third, samples.size()), figure);
        assertTrue(last <= first + slack, () -> what + " has grown from " + first + " to " + last + ":\n" + table);
    }

    private static long median(List<Footprint.Sample> some, ToLongFunction<Footprint.Sample> figure) {
        return some.stream().mapToLong(figure).sorted().toArray()[some.size() / 2];
    }
}
