package org.estreamer.pipeline.log;

import java.io.IOException;

/** Another writer has taken the log. */
public final class FencedException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message a sentence for an operator, with the name of the session
     */
    public FencedException(String message) {
        super(message);
    }
}
