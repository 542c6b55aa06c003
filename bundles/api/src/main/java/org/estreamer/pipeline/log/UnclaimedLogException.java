package org.estreamer.pipeline.log;

import java.io.IOException;

/**
 * The server of a session has a log already, under another name, and no session writes that: the session has perhaps been renamed.
 * To begin another log would repeat the server's history into the same outputs, so the session waits for an operator, who says
 * {@link EventLog#rename} or {@link EventLog#forgetLog}, or for the other session, which may only be late.
 */
public final class UnclaimedLogException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message a sentence for an operator, with both names, the server and what to do
     */
    public UnclaimedLogException(String message) {
        super(message);
    }
}
