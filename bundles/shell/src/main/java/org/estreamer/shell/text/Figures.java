package org.estreamer.shell.text;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** How numbers and times are written for people. */
public final class Figures {
    private static final String[] SIZES = {"kB", "MB", "GB", "TB", "PB", "EB"};

    private Figures() {}

    /** A count with separators: {@code 1,234,567}. */
    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** A count with its noun: {@code 1 record}, {@code 2 records}. */
    public static String count(long value, String noun) {
        return count(value) + " " + noun + (value == 1 ? "" : "s");
    }

    /** A number per second; one digit behind the point below ten. */
    public static String rate(double perSecond) {
        return perSecond > 0 && perSecond < 9.95
                ? String.format(Locale.ROOT, "%.1f", perSecond)
                : count(Math.round(perSecond));
    }

    /** A number of bytes in decimal units: {@code 12.3 MB}. */
    public static String bytes(long value) {
        if (value < 1000) {
            return value + " B";
        }
        double scaled = value / 1000.0;
        int unit = 0;
        while (scaled >= 999.95 && unit < SIZES.length - 1) {
            scaled /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", scaled, SIZES[unit]);
    }

    /** A length of time: {@code 0:01:23}, {@code 2d 03:04:05}. */
    public static String duration(Duration length) {
        String clock = String.format(
                Locale.ROOT,
                length.toDaysPart() > 0 ? "%02d:%02d:%02d" : "%d:%02d:%02d",
                length.toHoursPart(),
                length.toMinutesPart(),
                length.toSecondsPart());
        return length.toDaysPart() > 0 ? length.toDaysPart() + "d " + clock : clock;
    }

    /** A moment in UTC, to the second: {@code 2026-01-31T12:00:00Z}. */
    public static String moment(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
