package org.estreamer.formats.bytes;

/** Puts a time in ISO 8601, in UTC. Most records share a minute with the one before. */
public final class IsoTime {
    private static final int MINUTE = 60;
    private static final int MINUTES_OF_DAY = 24 * 60;
    private static final int DAYS_OF_ERA = 146_097;
    /** From March 1 of the year 0 on. */
    private static final int DAYS_BEFORE_1970 = 719_468;

    private final ByteBuilder minute = new ByteBuilder();
    private long minuteOf = -1;

    /** Puts a second, and a fraction unless that is zero: {@code 2023-11-14T22:13:20.000250Z}. */
    public void put(ByteBuilder out, long second, long micros) {
        if (second / MINUTE != minuteOf) {
            minuteOf = second / MINUTE;
            minute(minuteOf);
        }
        out.put(minute.array(), 0, minute.length());
        twoDigits(out, (int) (second % MINUTE));
        if (micros > 0 && micros < 1_000_000) {
            out.put('.');
            for (int unit = 100_000; unit > 0; unit /= 10) {
                out.put('0' + (int) (micros / unit % 10));
            }
        }
        out.put('Z');
    }

    /**
     * Keeps the text of a minute. The calendar repeats itself after 400 years, and years begin with March here, so that the day
     * that some of them lack is their last.
     */
    private void minute(long minutes) {
        int days = (int) (minutes / MINUTES_OF_DAY) + DAYS_BEFORE_1970;
        int era = days / DAYS_OF_ERA;
        int day = days % DAYS_OF_ERA;
        int year = (day - day / 1460 + day / 36_524 - day / (DAYS_OF_ERA - 1)) / 365;
        int dayOfYear = day - (365 * year + year / 4 - year / 100);
        int month = (5 * dayOfYear + 2) / 153; // from March on
        int minuteOfDay = (int) (minutes % MINUTES_OF_DAY);
        minute.clear();
        minute.unsigned(year + 400L * era + (month < 10 ? 0 : 1)).put('-');
        twoDigits(minute, month < 10 ? month + 3 : month - 9);
        minute.put('-');
        twoDigits(minute, dayOfYear - (153 * month + 2) / 5 + 1);
        minute.put('T');
        twoDigits(minute, minuteOfDay / MINUTE);
        minute.put(':');
        twoDigits(minute, minuteOfDay % MINUTE);
        minute.put(':');
    }

    private static void twoDigits(ByteBuilder out, int number) {
        out.put('0' + number / 10).put('0' + number % 10);
    }
}
