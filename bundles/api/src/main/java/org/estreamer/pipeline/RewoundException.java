package org.estreamer.pipeline;

import java.io.IOException;

/**
 * The end of a log went back, because the disk did not keep what was written: records that a reader has been given will come
 * again under other numbers.
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
