package org.estreamer.pipeline.log;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The moments of a log, as operators write them. */
public final class LogTime {
    /** What {@link #parse} takes, for messages. */
    public static final String FORMS = "an instant such as 2026-01-31T08:00:00Z or 2026-01-31T09:00+01:00, or a time"
            + " ago such as -30m, -2h or -3d";

    private static final Pattern AGO = Pattern.compile("-(\\d{1,9})([smhd])");

    private LogTime() {}

    /**
     * Reads a moment.
     *
     * @param text ISO 8601 with a zone ({@code 2026-01-31T08:00:00Z}), or a time ago: {@code -30s}, {@code -30m},
     *             {@code -2h}, {@code -3d}
     * @param now  what a time ago is reckoned from
     * @return the moment
     * @throws IllegalArgumentException if it is none of these; the message says what is valid
     */
    public static Instant parse(String text, Instant now) {
        Matcher ago = AGO.matcher(text);
        try {
            return ago.matches()
                    ? now.minus(duration(Long.parseLong(ago.group(1)), ago.group(2)))
                    : ZonedDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("\"" + text + "\" is not known; valid: " + FORMS, e);
        }
    }

    private static Duration duration(long count, String unit) {
        return switch (unit) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }
}
