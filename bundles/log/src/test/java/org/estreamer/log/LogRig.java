package org.estreamer.log;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.estreamer.log.segment.Disk;
import org.estreamer.log.server.Limits;
import org.estreamer.pipeline.log.LogBatch;
import org.estreamer.pipeline.log.LogReader;
import org.estreamer.pipeline.log.LogRequest;
import org.estreamer.pipeline.log.LogWriter;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;

/** Logs in a folder of the test's, with limits and clocks of the test's. */
final class LogRig {
    static final LogRequest REQUEST = new LogRequest("all", "certificate", 0);
    static final String ADDRESS = "fmc.example:8302";

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final long MEGABYTE = 1 << 20;

    Path folder;
    Disk disk = Disk.REAL;
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    long nanos;
    long segmentBytes = 64 * MEGABYTE;
    long retainBytes = 1024 * MEGABYTE;
    long maxBytes = 8192 * MEGABYTE;
    long reserveBytes;
    long memoryBytes = 32 * MEGABYTE;
    Duration sync = Duration.ofMillis(20);
    Duration away = Duration.ofMinutes(60);

    LogRig(Path folder) {
        this.folder = folder;
    }

    Logs open() throws IOException {
        Limits limits = new Limits(
                Duration.ofHours(24), retainBytes, maxBytes, segmentBytes, sync, 60, reserveBytes, memoryBytes);
        return new Logs(folder, limits, away, Events.CODEC, disk, () -> now, () -> nanos);
    }

    /** The folder of the log. */
    Path log() {
        return folder.resolve(Events.SERVER);
    }

    /** The files of the log, the oldest first. */
    List<Path> segments() throws IOException {
        return files(".log");
    }

    List<Path> files(String ending) throws IOException {
        try (Stream<Path> files = Files.list(log())) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    /** Keeps a segment from being opened until the end of that, as where no descriptor is left, or the right to read it was taken. */
    Closeable shut(int segment) throws IOException {
        Path path = segments().get(segment);
        Path aside = Files.move(path, folder.resolve("aside"));
        Files.createDirectory(path);
        return () -> {
            Files.delete(path);
            Files.move(aside, path);
        };
    }

    /** Goes on in another folder with what a process that is killed now leaves behind. */
    LogRig killed(Path copy) throws IOException {
        while (!copyTo(copy)) {
            Thread.onSpinWait();
        }
        folder = copy;
        return this;
    }

    /** False where a file was replaced meanwhile. */
    private boolean copyTo(Path copy) throws IOException {
        Files.createDirectories(copy);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(folder.relativize(file)), StandardCopyOption.REPLACE_EXISTING);
            }
            return true;
        } catch (NoSuchFileException | UncheckedIOException e) {
            return false;
        }
    }

    static LogWriter writer(Logs logs) throws IOException {
        LogWriter writer = logs.write(Events.SERVER, ADDRESS);
        writer.begin(REQUEST);
        return writer;
    }

    static void put(LogWriter writer, RecordBatch records) throws Exception {
        writer.append(records);
        writer.flush();
    }

    /** Everything that is in a log, with the gaps between. */
    static List<LogBatch> batches(Logs logs) throws Exception {
        try (LogReader reader = logs.read("look", true)) {
            return batches(reader);
        } finally {
            logs.forget("look");
        }
    }

    static List<LogBatch> batches(LogReader reader) throws Exception {
        for (String server : reader.unplaced()) {
            reader.place(server, Optional.empty());
        }
        List<LogBatch> batches = new ArrayList<>();
        for (LogBatch batch = reader.poll(Duration.ZERO); batch != null; batch = reader.poll(Duration.ZERO)) {
            batches.add(batch);
        }
        return batches;
    }

    static List<Long> numbers(List<LogBatch> batches) {
        List<Long> numbers = new ArrayList<>();
        for (LogBatch batch : batches) {
            for (Record record : batch.records()) {
                numbers.add(Events.number(record));
            }
        }
        return numbers;
    }

    /** What this process has read so far, from files and caches alike; 0 where the system does not say. */
    static long bytesRead() throws IOException {
        Path figures = Path.of("/proc/self/io");
        if (!Files.isReadable(figures)) {
            return 0;
        }
        return Files.readAllLines(figures).stream()
                .filter(line -> line.startsWith("rchar:"))
                .mapToLong(
                        line -> Long.parseLong(line.substring("rchar:".length()).strip()))
                .sum();
    }

    static Duration limit() {
        return LIMIT;
    }
}
