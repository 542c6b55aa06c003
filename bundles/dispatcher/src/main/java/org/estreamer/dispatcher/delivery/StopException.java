package org.estreamer.dispatcher.delivery;

/** Why a {@link Pull} ends, and so what comes next. */
final class StopException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What comes next. */
    enum Next {
        /** Nothing: the plugin leaves, or was given up. */
        LEAVE,
        /** A new reading at once, from the position. */
        AGAIN,
        /** The same after a rest. */
        REST,
        /** Nothing until the plugin is let back in. */
        QUARANTINE,
        /** The same, without keeping the position: the plugin takes nothing of what it was given since. */
        REJECTING
    }

    private final Next next;

    StopException(Next next, String reason) {
        super(reason, null, false, false);
        this.next = next;
    }

    /**
     * Lets through what does not end the reading.
     *
     * @throws StopException if the plugin's output may be lost, or it was given up
     */
    static Result unlessUsable(Result result) throws StopException {
        switch (result.kind()) {
            case LOST -> throw new StopException(Next.REST, result.text());
            case ABANDONED -> throw new StopException(Next.LEAVE, "it was given up");
            default -> {
                return result;
            }
        }
    }

    Next next() {
        return next;
    }
}
