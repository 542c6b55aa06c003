package org.estreamer.pipeline.log;

import java.io.Closeable;
import java.io.IOException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Reads a {@link LogSpan} of one log once more, beside whoever writes and reads it. It holds nothing in the log: retention may
 * pass it, which it tells as a {@link LogBatch#gap}. For one thread.
 *
 * <pre>
 *   log:    | oldest ...  | from ............. to |  ... end |
 *                            ^ next()
 * </pre>
 */
@ProviderType
public interface LogHistory extends Closeable {
    /**
     * The next records.
     *
     * @return a batch that only this reader has; its first and last records may be outside a span of archival seconds
     *     ({@link LogSpan#covers}). Null where the span or the log ends
     * @throws IOException if the log cannot be read for now; it may be tried again
     */
    LogBatch next() throws IOException;

    @Override
    void close();
}
