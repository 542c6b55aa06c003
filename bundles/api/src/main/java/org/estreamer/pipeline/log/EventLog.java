package org.estreamer.pipeline.log;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What has arrived, in order: the one thing between receiving and delivering. A session appends to the log of its server and
 * knows nothing of plugins; plugins read it at places of their own and know nothing of the session.
 *
 * <pre>
 *   session --append--&gt;  | 0 | 1 | 2 | ...              | end |
 *                          oldest    ^ place of a plugin
 * </pre>
 *
 * <p>Each inner message of a server has a number, whatever it decodes to: 0, 1, 2, ... without gaps, in the order it came. A
 * number never means two things: whenever the end of a log goes back, a new epoch begins ({@link LogPosition}).
 *
 * <p>A plugin has a place in every log from the moment {@link #keep} first names it, whether it runs or not. What a plugin has
 * not finished stays, within the limits that the provider documents; then a plugin that is here holds the server back, and
 * one that is away, or that may lose records, loses the oldest, which it is told ({@link LogBatch#gap}).
 *
 * <p>Safe for any number of threads.
 */
@ProviderType
public interface EventLog {
    /**
     * Takes the log of a session for writing; it is made if it is not there. Whoever had it before is fenced: its next call
     * throws {@link FencedException}.
     *
     * @param server  the name of the session
     * @param address host and port of its server, by which a log is known again whose session has another name now
     * @return the only writer
     * @throws UnclaimedLogException if the session has no log, and that of its server has no session: try again until it has
     * @throws IOException           if the log cannot be opened; the message says which file and what to do
     */
    LogWriter write(String server, String address) throws IOException;

    /**
     * Gives a log to a session of another name, in one step, with everything that plugins have finished of it. Readers go on in
     * it under the new name, after a {@link RewoundException}.
     *
     * @param from the name that the session had
     * @param to   the name that it has now
     * @throws IOException if a session writes either log, if {@code to} has records of its own, if there is no log {@code from},
     *                     or if the disk does not do it; the message says so, and all is as before
     */
    void rename(String from, String to) throws IOException;

    /**
     * Removes the log of a session that will not come back, in one step, with what plugins have not finished of it.
     *
     * @param server the name of the session
     * @throws IOException if a session writes it, if there is none, or if the disk does not do it; the message says so
     */
    void forgetLog(String server) throws IOException;

    /**
     * Gives a plugin a place in every log, if it has none. Called as soon as a plugin's configuration or service appears, also
     * where it cannot run.
     *
     * @param plugin its name; one that begins with a dot is a reader of our own, which does not count as a plugin
     * @param start  where the place is in logs that are there already
     */
    void keep(String plugin, LogStart start);

    /**
     * Begins to read for a plugin, which is here until the reader is closed. A plugin without a place gets one as by
     * {@link #keep} with {@link LogStart#DEFAULT}.
     *
     * @param plugin  its name
     * @param mayLose whether it rather loses the oldest records than hold a server back
     * @return a reader for one thread
     */
    LogReader read(String plugin, boolean mayLose);

    /**
     * Reads a stretch of a log once more. That moves no place, and keeps nothing in the log.
     *
     * @param server the name of the session
     * @param span   which records
     * @param from   where to go on: a position that a batch of the same span gave; empty for its beginning
     * @return a reader for one thread; null if there is no such log, or the position is of another one
     * @throws IOException if the log cannot be read
     */
    LogHistory history(String server, LogSpan span, Optional<LogPosition> from) throws IOException;

    /**
     * Lets go of what is kept for a plugin that will not come back.
     *
     * @param plugin its name
     * @return false if it has no place, or is here
     */
    boolean forget(String plugin);

    /**
     * How the logs stand.
     *
     * @return by the name of the session
     */
    List<LogStatus> status();

    /**
     * Reads a whole log and checks every batch, beside whoever writes and reads it.
     *
     * @param server the name of the session
     * @return what was found; null if there is no such log
     * @throws IOException if it cannot be read
     */
    LogCheck verify(String server) throws IOException;

    /**
     * What is wrong with the log's own settings.
     *
     * @return a sentence each, for an operator, with the file and what counts until it is corrected
     */
    default List<String> faults() {
        return List.of();
    }
}
