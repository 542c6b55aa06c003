package org.estreamer.simulator.history;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoField;
import java.util.concurrent.TimeUnit;
import org.estreamer.simulator.settings.Disorder;
import org.estreamer.simulator.settings.Settings;

/**
 * When each record was stored. Records are numbered from {@link #BEGIN} on without a gap, so many a second, whether a
 * simulator runs or not: the second is a pure function of the number, and a restart changes nothing.
 *
 * <p>From {@link #first()} to {@link #stored()} the records are stored and may be asked for. With a rate,
 * {@code stored} grows with the wall clock; at full speed everything is stored from the start.
 *
 * <p>With a {@link Disorder} a record carries an archival second other than its own, and may be stored late. Then every
 * record's time has two places in the order of storing: the first for a record that is stored late, so long after its
 * own time; the second for the record itself, unless it is to be stored late. A place may be empty.
 *
 * <pre>
 *   number    0       1       2       3       4       2 is stored late, by two records' time
 *   places  | - 0 |  - 1  |  - -  |  - 3  |  2 4  |
 * </pre>
 */
public final class History {
    /** The second of record 0: 2025-01-01T00:00:00Z. */
    public static final long BEGIN = 1_735_689_600L;
    /** Asks for what is stored from now on. */
    public static final long NEW_ONLY = 0xFFFF_FFFFL;
    /** No record. */
    public static final long NONE = -1;

    private static final int MICROS = 1_000_000;
    /** Far from where doubled numbers overflow. */
    private static final long ENDLESS = Long.MAX_VALUE >>> 3;

    private final InstantSource clock;
    private final Disorder disorder;
    private final boolean ordered;
    private final long seed;
    private final boolean live;
    private final int perSecond;
    private final long first;
    private final long end;
    private final long delay;

    public History(Settings settings, InstantSource clock) {
        this.clock = clock;
        this.disorder = settings.disorder();
        this.ordered = !disorder.isOn();
        this.seed = settings.seed();
        this.live = settings.rate() > 0;
        this.perSecond = live ? settings.rate() : settings.recordsPerSecond();
        this.first = live ? Math.max(0, firstOf(clock.instant().getEpochSecond() - settings.historySeconds())) : 0;
        this.end = settings.records() == 0 ? ENDLESS : first + settings.records();
        this.delay = disorder.storesLate() ? (long) disorder.storedLateSeconds() * perSecond : 0;
    }

    public long seed() {
        return seed;
    }

    /** Whether every record carries its own second and is stored at its own time. */
    public boolean isOrdered() {
        return ordered;
    }

    /** The number of the oldest stored record. */
    public long first() {
        return first;
    }

    /** The number behind the newest record whose time has come. */
    public long stored() {
        return live ? Math.max(first, Math.min(end + delay, numberAt(clock.instant()))) : end + delay;
    }

    /** The place behind the newest stored record. */
    public long places() {
        return placeOf(stored());
    }

    /** The place of the first record that a request gets, inclusive, to the second; where not ordered, no later one. */
    public long start(long timestamp) {
        if (timestamp == NEW_ONLY) {
            long now = numberAt(clock.instant());
            return placeOf(live ? stored() : Math.min(end, now));
        }
        long start = Math.max(first, firstOf(timestamp - disorder.mostAhead()));
        return placeOf(Math.min(start, startAhead(timestamp)));
    }

    /** The number of the first record that is ahead of the others and gets there. */
    private long startAhead(long timestamp) {
        long from = first + disorder.aheadAfterRecords();
        long newest = second(from + disorder.aheadRecords()) + disorder.aheadSeconds() + disorder.mostAhead();
        return disorder.aheadSeconds() > 0 && disorder.aheadRecords() > 0 && newest >= timestamp ? from : ENDLESS;
    }

    /** The record that is stored at a place; {@link #NONE} where none is. */
    public long numberAtPlace(long place) {
        if (delay == 0) {
            return place;
        }
        boolean late = (place & 1) == 0;
        long number = (place >>> 1) - (late ? delay : 0);
        boolean there = number >= first && number < end;
        return there && disorder.isStoredLate(contentOf(number), seed) == late ? number : NONE;
    }

    /** The second of a record's own time. */
    public long second(long number) {
        return BEGIN + number / perSecond;
    }

    /** The second at which the server says it has stored a record. */
    public long archivalSecond(long number) {
        if (ordered) {
            return second(number);
        }
        long content = contentOf(number);
        return second(content) + disorder.shift(content, content - first, seed);
    }

    /** The record whose bytes a record has: mostly itself. */
    public long contentOf(long number) {
        return ordered ? number : disorder.contentOf(number);
    }

    public boolean isOfLateSource(long number) {
        return disorder.isOfLateSource(contentOf(number));
    }

    /** The microsecond of a record within its second; no two records share both. */
    public int microsecond(long number) {
        return (int) (number % perSecond * MICROS / perSecond);
    }

    /** How long it takes until a place is behind the newest stored record's. */
    public long nanosUntilPlace(long place) {
        return nanosUntil(delay == 0 ? place : place >>> 1);
    }

    /** How long it takes until a record's own time. */
    public long nanosUntil(long number) {
        if (number >= end + delay) {
            return Long.MAX_VALUE;
        }
        Instant now = clock.instant();
        long micros = (second(number) - now.getEpochSecond()) * MICROS + microsecond(number) - microsecondOf(now);
        return TimeUnit.MICROSECONDS.toNanos(Math.max(0, micros) + 1);
    }

    private long placeOf(long number) {
        return delay == 0 ? number : number << 1;
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
