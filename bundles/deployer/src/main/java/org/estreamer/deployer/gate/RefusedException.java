package org.estreamer.deployer.gate;

/** A jar is not let in; the message says why and what to do, in an operator's words. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    public RefusedException(String reason) {
        super(reason);
    }

    public RefusedException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
