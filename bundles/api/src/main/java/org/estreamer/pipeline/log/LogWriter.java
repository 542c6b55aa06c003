package org.estreamer.pipeline.log;

import java.io.Closeable;
import java.io.IOException;
import org.estreamer.record.RecordBatch;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Appends what a server sends. For the session's thread; {@link #heldBack} from any.
 *
 * <p>On every connection: {@link #begin}, then {@link #append} for each message, then {@link #ended}. What the server repeats is left
 * out. A message may be acknowledged once {@link #written} says so.
 */
@ProviderType
public interface LogWriter extends Closeable {
    /**
     * A connection begins: says where the server is to be asked from. What it repeats of the log from there on is left out by
     * its bytes, each record as often as the log has it.
     *
     * @param request what is asked for, and of whom
     * @return where to begin
     * @throws IOException if the log cannot be read
     */
    ResumePoint begin(LogRequest request) throws IOException;

    /**
     * Appends the records that are new. Small messages are gathered, for 50 ms and 256 KiB at most. Waits while the log takes
     * nothing, because it is full or its disk is: that holds the server back, and {@link #heldBack} says why.
     *
     * @param records the records of one message
     * @throws FencedException      if another writer has taken the log
     * @throws IOException          if the log has lost its end, as after a disk that failed: connect anew and {@link #begin}
     * @throws InterruptedException if the thread was interrupted while waiting; what was gathered is not in the log
     */
    void append(RecordBatch records) throws IOException, InterruptedException;

    /**
     * Writes what is gathered: nothing more comes for now.
     *
     * @throws IOException          as {@link #append}
     * @throws InterruptedException as {@link #append}
     */
    void flush() throws IOException, InterruptedException;

    /**
     * Whether all that was appended is in the log, so that it may be acknowledged.
     *
     * @return false while messages are gathered
     */
    boolean written();

    /**
     * The connection has ended. Where one after the other ends in the midst of what is repeated, {@link #begin} asks for
     * less of that, so that something new comes.
     */
    void ended();

    /**
     * The number that the next record gets, gathered ones counted.
     *
     * @return 0 or more
     */
    long next();

    /**
     * Whether the server has sent a new record from before the second it was asked from: others like it may have been stored
     * unseen, so it is worth asking once more, with a new connection and {@link #begin}.
     *
     * @return true at most once for each connection, and not for one that was made for this reason
     */
    boolean askAgain();

    /**
     * How many records were left out since the writer was opened, because the log had them.
     *
     * @return 0 or more
     */
    long repeated();

    /**
     * Why the log takes nothing at the moment.
     *
     * @return a sentence for an operator, with what to do; empty if it takes everything
     */
    String heldBack();

    /** Gives the log back. What is gathered is dropped: the server was not told that it arrived. */
    @Override
    void close();
}
