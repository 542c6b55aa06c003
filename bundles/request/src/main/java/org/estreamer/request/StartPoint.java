package org.estreamer.request;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;

/**
 * Where a stream of events begins.
 *
 * @param resumes   whether a remembered position, if there is one, comes first
 * @param timestamp what the wire says: 0 for the oldest stored event, {@code 0xFFFFFFFF} for new ones only, else Unix
 *                  seconds
 */
record StartPoint(boolean resumes, long timestamp) {
    private static final String NOTATION =
            "write oldest, now, resume, an instant such as 2026-01-31T08:00:00Z, or Unix seconds";

    static StartPoint at(String setting, long timestamp) {
        if (timestamp < EventRequest.OLDEST || timestamp > EventRequest.NOW) {
            throw new RequestException(
                    setting,
                    timestamp + " is out of range for Unix seconds, 0 to " + EventRequest.NOW
                            + (timestamp > EventRequest.NOW ? "; are these milliseconds?" : ""));
        }
        return new StartPoint(false, timestamp);
    }

    static StartPoint parse(String setting, String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        return switch (word) {
            case "oldest" -> new StartPoint(false, EventRequest.OLDEST);
            case "now" -> new StartPoint(false, EventRequest.NOW);
            case "resume" -> new StartPoint(true, EventRequest.OLDEST);
            default -> at(setting, seconds(setting, text.strip()));
        };
    }

    private static long seconds(String setting, String text) {
        try {
            return text.matches("[+-]?\\d{1,18}")
                    ? Long.parseLong(text)
                    : OffsetDateTime.parse(text).toEpochSecond();
        } catch (DateTimeException e) {
            throw (RequestException)
                    new RequestException(setting, "\"" + text + "\" is no start; " + NOTATION).initCause(e);
        }
    }

    @Override
    public String toString() {
        if (resumes) {
            return "resume";
        }
        if (timestamp == EventRequest.OLDEST) {
            return "oldest";
        }
        return timestamp == EventRequest.NOW
                ? "now"
                : Instant.ofEpochSecond(timestamp).toString();
    }
}
