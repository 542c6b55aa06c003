package org.estreamer.pipeline.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Reads the files of logs, wherever they lie and whoever writes them: it takes no lock and changes nothing. For looking at what
 * has arrived beside a running process, or on another machine. Safe for any number of threads.
 */
@ProviderType
public interface LogFiles {
    /**
     * A log that was found.
     *
     * @param server the name of the session it belongs to, by the folder it lies in; empty if that has no name
     * @param path   its folder, or its one segment
     */
    record Found(String server, Path path) {}

    /**
     * Finds the logs at a path.
     *
     * @param path a segment, the folder of one log, or the folder of all logs
     * @return by the names of their sessions; empty if there is none at that path
     * @throws IOException if it cannot be read
     */
    List<Found> find(Path path) throws IOException;

    /**
     * Reads a log. The place of the span is found by what the beginnings of its segments say: segments before and behind it are
     * not read.
     *
     * @param log  which
     * @param span what to read of it
     * @param told receives what an operator should know: one sentence, with the file. Such are a torn tail, damage, and a
     *             segment that was let go of meanwhile
     * @return a reader
     * @throws IOException if the log cannot be read; the message says which file
     */
    LogHistory read(Found log, LogSpan span, Consumer<String> told) throws IOException;
}
