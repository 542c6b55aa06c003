package org.estreamer.dispatcher.delivery;

import org.estreamer.plugin.LostOutputException;
import org.estreamer.plugin.UnavailableException;
import org.estreamer.settings.PlainText;

/**
 * What became of a call into a plugin.
 *
 * @param kind what
 * @param text what the plugin said; empty if it was delivered
 */
record Result(Kind kind, String text) {
    /** What became of it. */
    enum Kind {
        /** The plugin has done it. */
        DELIVERED,
        /** It threw, and the next record follows. */
        FAILED,
        /** It can take nothing for now: the same again later. */
        UNAVAILABLE,
        /** What it has taken since its position may be lost: it is to be taken back there. */
        LOST,
        /** It came back too late: whatever it did, it does not count any more. */
        ABANDONED
    }

    static final Result DELIVERED = new Result(Kind.DELIVERED, "");
    static final Result ABANDONED = new Result(Kind.ABANDONED, "");

    /** Only text is kept: an exception would hold on to the class loader of a bundle that has gone. */
    static Result of(Throwable thrown) {
        return new Result(kind(thrown), describe(thrown));
    }

    boolean delivered() {
        return kind == Kind.DELIVERED;
    }

    private static Kind kind(Throwable thrown) {
        if (thrown instanceof LostOutputException) {
            return Kind.LOST;
        }
        // it may be another plugin that has used up the heap: no reason to lose a record of this one's
        return thrown instanceof UnavailableException || thrown instanceof OutOfMemoryError
                ? Kind.UNAVAILABLE
                : Kind.FAILED;
    }

    private static String describe(Throwable thrown) {
        String type = thrown.getClass().getName();
        try {
            String message = thrown.getMessage();
            boolean forOperators = thrown instanceof UnavailableException || thrown instanceof LostOutputException;
            if (forOperators && message != null) {
                return PlainText.line(message);
            }
            return message == null ? type : type + ": " + PlainText.line(message);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            return type + " (without a readable message)";
        }
    }
}
