package org.estreamer.deployer.gate;

import org.estreamer.settings.PlainText;

/** A jar is not let in; the message says why and what to do, in an operator's words. What a jar says in it is made harmless. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private static final int LONGEST = 4000;

    public RefusedException(String reason) {
        super(PlainText.line(reason, LONGEST));
    }

    public RefusedException(String reason, Throwable cause) {
        super(PlainText.line(reason, LONGEST), cause);
    }
}
