package org.estreamer.shell.decode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.estreamer.pipeline.log.LogFiles;
import org.estreamer.shell.command.Time;
import org.estreamer.shell.command.UsageFault;
import org.estreamer.shell.live.Services;
import org.estreamer.shell.text.TextTable;

/** Finds the logs that {@code decode} is to read. */
final class LogSource {
    /** How long who reads logs may come later than who reads messages. */
    private static final Duration START_LIMIT = Duration.ofSeconds(1);

    private static final Duration POLL = Duration.ofMillis(10);

    private final Services services;
    private final Time time;

    LogSource(Services services, Time time) {
        this.services = services;
        this.time = time;
    }

    /**
     * The logs at a path.
     *
     * @return empty where there is something else, such as a captured stream
     * @throws UsageFault  if what is there does not fit what is asked for
     * @throws IOException if it cannot be read
     */
    List<LogFiles.Found> find(String name, LogSelection selection)
            throws UsageFault, IOException, InterruptedException {
        Path path = Path.of(name);
        // only a regular file may be looked at and read again: a pipe would lose what was looked at
        List<LogFiles.Found> all = Files.isDirectory(path) || Files.isRegularFile(path) ? files(path) : List.of();
        if (all.isEmpty() && Files.isDirectory(path)) {
            throw new UsageFault(TextTable.harmless(name) + " has no log in it");
        }
        if (all.isEmpty()) {
            selection.requireStream(TextTable.harmless(name));
        }
        List<LogFiles.Found> chosen = all.stream().filter(selection::wants).toList();
        if (chosen.isEmpty() && !all.isEmpty()) {
            throw new UsageFault("there is no log of server " + selection.server() + " in " + name + ", only of "
                    + all.stream().map(LogFiles.Found::server).collect(Collectors.joining(", ")));
        }
        return chosen;
    }

    private List<LogFiles.Found> files(Path path) throws IOException, InterruptedException {
        long start = time.nanos();
        LogFiles files = services.logFiles();
        while (files == null && time.since(start).compareTo(START_LIMIT) < 0) {
            time.pause(POLL);
            files = services.logFiles();
        }
        if (files == null && Files.isDirectory(path)) {
            throw new IOException(
                    path
                            + " cannot be read, as what reads logs has not started: look into the log for a bundle that failed");
        }
        return files == null ? List.of() : files.find(path);
    }
}
