package org.estreamer.pipeline.transport;

import java.io.IOException;

/** A server could not be met. The message says what happened, to which server or file, and what to do. */
public final class ConnectFailure extends IOException {
    private static final long serialVersionUID = 1L;

    private final ConnectStep step;
    private final boolean permanent;

    /**
     * Makes a failure.
     *
     * @param step      the step that failed
     * @param permanent whether trying again cannot help until somebody changes a file or a setting
     * @param message   a sentence for an operator
     * @param cause     what was thrown below; may be null
     */
    public ConnectFailure(ConnectStep step, boolean permanent, String message, Throwable cause) {
        super(message, cause);
        this.step = step;
        this.permanent = permanent;
    }

    /**
     * The step that failed.
     *
     * @return the step
     */
    public ConnectStep step() {
        return step;
    }

    /**
     * Tells whether trying again is useless.
     *
     * @return true for wrong settings, false for a server that is down or slow
     */
    public boolean permanent() {
        return permanent;
    }
}
