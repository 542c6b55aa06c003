package org.estreamer.log.history;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.StreamCorruptedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.estreamer.log.segment.SegmentHeader;
import org.estreamer.log.segment.SegmentInput;

/** The segments that lie in a folder, by their names and beginnings. */
public final class LogFolder {
    private static final String ENDING = ".log";

    private LogFolder() {}

    /** Whether a file begins as a segment does. */
    public static boolean isSegment(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false; // the far end of a pipe must not lose its first bytes here
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            return SegmentHeader.begins(in);
        }
    }

    /** Whether segments lie in a folder, by their names. */
    public static boolean holdsSegments(Path folder) throws IOException {
        return !files(folder).isEmpty();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ENDING))
                    .sorted()
                    .toList();
        }
    }

    /**
     * Reads the beginnings of segments, the oldest first.
     *
     * @param path a folder, or one segment
     * @param told receives what is wrong with one: it is left out
     */
    static List<StoredSegment> segments(Path path, Consumer<String> told) throws IOException {
        List<Path> paths = new ArrayList<>();
        List<SegmentHeader> headers = new ArrayList<>();
        for (Path file : Files.isDirectory(path) ? files(path) : List.of(path)) {
            try (SegmentInput in = new SegmentInput(file)) {
                headers.add(in.header());
                paths.add(file);
            } catch (NoSuchFileException e) {
                told.accept(missing(file));
            } catch (StreamCorruptedException e) {
                told.accept(file + " is left out: " + e.getMessage());
            }
        }
        List<StoredSegment> segments = new ArrayList<>();
        for (int i = 0; i < paths.size(); i++) {
            segments.add(new StoredSegment(
                    paths.get(i), headers.get(i), i + 1 < headers.size() ? headers.get(i + 1) : null));
        }
        return segments;
    }

    /** What is said of a file that is not there any more, or may not be read. */
    static String missing(Path file) {
        return Files.exists(file)
                ? file + " is left out: it may not be read by this user"
                : file + " is left out: the log has let go of it meanwhile";
    }
}
