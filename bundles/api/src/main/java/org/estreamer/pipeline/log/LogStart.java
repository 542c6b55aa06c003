package org.estreamer.pipeline.log;

import java.time.Instant;
import java.util.Locale;

/**
 * Where the place of a new plugin is.
 *
 * @param kind    how it is found
 * @param instant the moment of {@link Kind#AT}; null for the others
 */
public record LogStart(Kind kind, Instant instant) {
    /** How a place is found. */
    public enum Kind {
        /** Where the log ends now; at its oldest record while no plugin has been given any. */
        DEFAULT,
        /** At the oldest record there is. */
        OLDEST,
        /** Where the log ends now. */
        NOW,
        /** At what has arrived since a moment; a log that is empty is asked for from there. */
        AT
    }

    /** For who has not been told otherwise. */
    public static final LogStart DEFAULT = new LogStart(Kind.DEFAULT, null);

    /**
     * Reads the setting {@code start}.
     *
     * @param text {@code oldest}, {@code now}, or a moment as {@link LogTime#parse} reads it, reckoned from this machine's
     *             clock; empty for the default
     * @return the start
     * @throws IllegalArgumentException if it is none of these; the message says what is valid
     */
    public static LogStart parse(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        return switch (word) {
            case "" -> DEFAULT;
            case "oldest" -> new LogStart(Kind.OLDEST, null);
            case "now" -> new LogStart(Kind.NOW, null);
            default -> new LogStart(Kind.AT, instant(text.strip()));
        };
    }

    private static Instant instant(String text) {
        try {
            return LogTime.parse(text, Instant.now());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "start: \"" + text + "\" is not known; valid: oldest, now, " + LogTime.FORMS, e);
        }
    }
}
