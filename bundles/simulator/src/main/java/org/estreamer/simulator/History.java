package org.estreamer.simulator;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoField;
import java.util.concurrent.TimeUnit;

/**
 * When each record was stored. Records are numbered from {@link #BEGIN} on without a gap, so many a second, whether a
 * simulator runs or not: the archival second is a pure function of the number, and a restart changes nothing.
 *
 * <p>Between {@link #first()} and {@link #stored()} the records are stored and may be asked for. With a rate,
 * {@code stored} grows with the wall clock; at full speed everything is stored from the start.
 */
final class History {
    /** The second of record 0: 2025-01-01T00:00:00Z. */
    static final long BEGIN = 1_735_689_600L;

    private static final long NEW_ONLY = 0xFFFF_FFFFL;
    private static final int MICROS = 1_000_000;

    private final InstantSource clock;
    private final boolean live;
    private final int perSecond;
    private final long first;
    private final long end;

    History(Settings settings, InstantSource clock) {
        this.clock = clock;
        this.live = settings.rate() > 0;
        this.perSecond = live ? settings.rate() : settings.recordsPerSecond();
        this.first = live ? Math.max(0, firstOf(clock.instant().getEpochSecond() - settings.historySeconds())) : 0;
        this.end = settings.records() == 0 ? Long.MAX_VALUE : first + settings.records();
    }

    /** The number of the oldest stored record. */
    long first() {
        return first;
    }

    /** The number behind the newest stored record. */
    long stored() {
        return live ? Math.max(first, Math.min(end, numberAt(clock.instant()))) : end;
    }

    /** The number of the first record that a request gets: inclusive, to the second. */
    long start(long timestamp) {
        if (timestamp == NEW_ONLY) {
            long now = numberAt(clock.instant());
            return live ? stored() : Math.min(end, now);
        }
        return Math.max(first, firstOf(timestamp));
    }

    /** The archival second of a record. */
    long second(long number) {
        return BEGIN + number / perSecond;
    }

    /** The microsecond of a record within its second; no two records share both. */
    int microsecond(long number) {
        return (int) (number % perSecond * MICROS / perSecond);
    }

    /** How long it takes until a record is stored. */
    long nanosUntil(long number) {
        if (number >= end) {
            return Long.MAX_VALUE;
        }
        Instant now = clock.instant();
        long micros = (second(number) - now.getEpochSecond()) * MICROS + microsecond(number) - microsecondOf(now);
        return TimeUnit.MICROSECONDS.toNanos(Math.max(0, micros) + 1);
    }

    private long firstOf(long second) {
        return (second - BEGIN) * perSecond;
    }

    private long numberAt(Instant instant) {
        return Math.max(0, firstOf(instant.getEpochSecond()) + (long) microsecondOf(instant) * perSecond / MICROS);
    }

    private static int microsecondOf(Instant instant) {
        return instant.get(ChronoField.MICRO_OF_SECOND);
    }
}
