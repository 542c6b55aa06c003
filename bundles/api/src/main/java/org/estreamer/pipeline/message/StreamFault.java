package org.estreamer.pipeline.message;

import java.io.IOException;

/** A stream that cannot be read on: cut inside a message, out of step, or with a message that is too long. */
public final class StreamFault extends IOException {
    private static final long serialVersionUID = 1L;

    /** What is wrong with a stream. */
    public enum Kind {
        /** The stream ended inside a message. */
        CUT,
        /** The bytes where a message header must stand are none. */
        OUT_OF_STEP,
        /** A message is longer than allowed. */
        TOO_LONG
    }

    private final Kind kind;

    /**
     * Makes a fault.
     *
     * @param kind    what is wrong
     * @param message a sentence for an operator, with the byte position
     */
    public StreamFault(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /**
     * What is wrong.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }
}
