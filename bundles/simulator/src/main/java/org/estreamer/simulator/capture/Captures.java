package org.estreamer.simulator.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.estreamer.pipeline.log.LogFiles;
import org.estreamer.simulator.server.Source;

/** What the setting {@code replay} names: a captured stream, or the log of a server. */
public final class Captures {
    private final Path path;
    private final LogFiles files;
    /** Null for a captured stream. */
    private final LogFiles.Found log;

    /**
     * Looks what is there.
     *
     * @param path  a file with a captured stream, a segment of a log, or a log's folder
     * @param files reads logs; null where nobody does
     * @throws IllegalArgumentException if it cannot be read, with a sentence that names the setting
     */
    public Captures(Path path, LogFiles files) {
        this.path = path;
        this.files = files;
        if (!Files.isReadable(path)) {
            throw new IllegalArgumentException("replay=" + path + " is not there, or cannot be read");
        }
        this.log = files == null ? null : log();
        if (log == null && !Files.isRegularFile(path)) {
            throw new IllegalArgumentException(
                    "replay=" + path + " is neither a captured stream nor the folder of a log"
                            + (files == null ? ", and without the bundle org.estreamer.log no log can be read" : ""));
        }
    }

    private LogFiles.Found log() {
        List<LogFiles.Found> found;
        try {
            found = files.find(path);
        } catch (IOException e) {
            throw new IllegalArgumentException("replay=" + path + " cannot be read: " + e.getMessage(), e);
        }
        if (found.size() > 1) {
            throw new IllegalArgumentException("replay=" + path + " has the logs of several servers, so name one of"
                    + " their folders: "
                    + found.stream().map(LogFiles.Found::server).collect(Collectors.joining(", ")));
        }
        return found.isEmpty() ? null : found.get(0);
    }

    /**
     * Opens it for one client.
     *
     * @param rate          records per second; 0 for full speed
     * @param bundleRecords how many records of a log come in one bundle at most; 0 for a client that gets single messages
     * @throws IOException if it cannot be read
     */
    public Source open(int rate, int bundleRecords) throws IOException {
        return new ReplaySource(
                log == null ? new StreamCapture(path) : new LogCapture(files, log, bundleRecords), rate);
    }
}
