package org.estreamer.formats.bytes;

import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Puts a time in ISO 8601, in UTC. Most records share a minute with the one before. */
public final class IsoTime {
    private static final int MINUTE = 60;

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

    private void minute(long minutes) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(minutes * MINUTE, 0, ZoneOffset.UTC);
        minute.clear();
        minute.unsigned(time.getYear()).put('-');
        twoDigits(minute, time.getMonthValue());
        minute.put('-');
        twoDigits(minute, time.getDayOfMonth());
        minute.put('T');
        twoDigits(minute, time.getHour());
        minute.put(':');
        twoDigits(minute, time.getMinute());
        minute.put(':');
    }

    private static void twoDigits(ByteBuilder out, int number) {
        out.put('0' + number / 10).put('0' + number % 10);
    }
}
