package org.estreamer.pipeline.log;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Reads all logs for one plugin, each from the plugin's place in it. For one thread; {@link #wakeup} from any.
 *
 * <pre>
 *   unplaced() --&gt; place(server, position) --&gt; poll() ... poll() --&gt; durable(server, ...) --&gt; finished(...)
 * </pre>
 */
@ProviderType
public interface LogReader extends Closeable {
    /**
     * The logs that are there and that this reader has no place in yet: {@link #poll} gives nothing of them.
     *
     * @return names of sessions; mostly empty
     */
    List<String> unplaced();

    /**
     * The name that a log had when the plugin last finished records of it, where its session was renamed since. A plugin that
     * keeps its position itself still has it by that name.
     *
     * @param server the name of the session
     * @return the name before; empty where it has not changed, or the plugin has finished nothing
     */
    Optional<String> nameBefore(String server);

    /**
     * Goes to a place in a log.
     *
     * @param server   the name of the session
     * @param position where the plugin goes on by what it knows itself; empty for the place that is kept for it here
     * @return where it is now, and what an operator should know of the way there
     * @throws IOException if the log cannot be read
     */
    Placement place(String server, Optional<LogPosition> position) throws IOException;

    /**
     * The next records of one of the logs, in turn.
     *
     * @param timeout how long to wait for some
     * @return the records, shared with other readers; null if none came in time, after {@link #wakeup}, and as soon as a
     *     log is {@link #unplaced}
     * @throws RewoundException     if the end of a log went back behind this reader, or a log was renamed or removed: close
     *                              it, take the plugin back to what it has finished for good, and read anew
     * @throws IOException          if the log cannot be read for now
     * @throws InterruptedException if the thread was interrupted while waiting
     */
    LogBatch poll(Duration timeout) throws IOException, InterruptedException;

    /** Ends a wait in {@link #poll}, or the next one. */
    void wakeup();

    /**
     * When the records of a log will outlive a power cut. No position may be kept anywhere before that.
     *
     * @param server the name of the session
     * @param number everything before it is meant
     * @return completed as soon as that is on the disk; failed if it will never be
     */
    CompletableFuture<Void> durable(String server, long number);

    /**
     * What the plugin has finished for good: it will not ask for anything before.
     *
     * @param positions by the name of the session; others stay where they are
     * @throws IOException if it could not be kept; it is tried again with the next call
     */
    void finished(Map<String, LogPosition> positions) throws IOException;

    /** The plugin is away from here on. Its places stay. */
    @Override
    void close();
}
