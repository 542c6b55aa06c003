package org.estreamer.dispatcher.delivery;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.estreamer.plugin.LostOutputException;
import org.estreamer.plugin.Plugin;
import org.estreamer.plugin.UnavailableException;
import org.estreamer.settings.OwnCode;
import org.estreamer.settings.PlainText;

/**
 * What became of a call into a plugin.
 *
 * @param kind  what
 * @param text  what the plugin said; empty if it was delivered
 * @param where the first frames of the plugin's own code in what it threw; empty if there are none
 * @param stack where it threw, a line each; empty if it did not, or that is of no use to anybody
 */
record Result(Kind kind, String text, String where, String stack) {
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

    private static final int FRAMES = 30;
    private static final int CAUSES = 5;

    Result(Kind kind, String text) {
        this(kind, text, "", "");
    }

    /** Only text is kept: an exception would hold on to the class loader of a bundle that has gone. */
    static Result of(Throwable thrown, Plugin plugin) {
        Kind kind = kind(thrown);
        return kind == Kind.FAILED
                ? new Result(kind, describe(thrown), own(plugin).in(thrown), stack(thrown))
                : new Result(kind, describe(thrown));
    }

    private static OwnCode own(Plugin plugin) {
        return OwnCode.of(plugin == null ? null : plugin.getClass().getClassLoader());
    }

    /** What it said, and where in its own code that was. */
    String located() {
        return where.isEmpty() ? text : text + " (" + where + ")";
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

    private static String stack(Throwable thrown) {
        StringBuilder lines = new StringBuilder();
        try {
            Throwable cause = thrown;
            for (int depth = 0; cause != null && depth < CAUSES; depth++) {
                lines.append(depth == 0 ? "" : "\ncaused by ").append(describe(cause));
                lines.append(Arrays.stream(cause.getStackTrace())
                        .limit(FRAMES)
                        .map(frame -> "\n  at " + frame)
                        .collect(Collectors.joining()));
                cause = cause.getCause();
            }
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            lines.append("\n(without a readable stack)");
        }
        return lines.toString();
    }
}
