package org.estreamer.pipeline.log;

import java.io.IOException;

/**
 * What a reader has been given of a log may come again under other numbers: the log's end went back, because the disk did not
 * keep what was written, or the log was renamed or removed.
 */
public final class RewoundException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message a sentence for an operator, with the name of the session
     */
    public RewoundException(String message) {
        super(message);
    }
}
