package org.estreamer.simulator.settings;

/**
 * How the server's clock and its sources disturb the order of archival seconds: settings, and what follows from them
 * for a record. All of it is a function of the record's number, so a record is disturbed in the same way every time.
 * {@link SimulatorConfiguration} tells what each setting means.
 *
 * @param jitterSeconds         how far back a second may be at most
 * @param lateSourceSeconds     how far back the seconds of the late source are
 * @param lateSourceRun         how many records a source stores in a row
 * @param lateSourcePercent     how many runs of a hundred are of the late source
 * @param clockOffsetSeconds    how far the server's clock is ahead
 * @param clockStepSeconds      how far the clock is set ahead, or back where negative
 * @param clockStepAfterRecords after how many records
 * @param aheadSeconds          how far ahead some records are, or early where negative
 * @param aheadRecords          how many records in a row those are
 * @param aheadAfterRecords     after how many records
 * @param storedLateSeconds     how long the storing of some records takes
 * @param storedLatePercent     how many records of a hundred those are
 * @param identicalRecords      every how many records one has the bytes of the one before; 0 for none
 */
public record Disorder(
        int jitterSeconds,
        int lateSourceSeconds,
        int lateSourceRun,
        int lateSourcePercent,
        int clockOffsetSeconds,
        int clockStepSeconds,
        long clockStepAfterRecords,
        int aheadSeconds,
        int aheadRecords,
        long aheadAfterRecords,
        int storedLateSeconds,
        int storedLatePercent,
        int identicalRecords) {

    private static final int YEAR = 31_536_000;
    private static final int DAY = 86_400;
    private static final int HOUR = 3_600;
    private static final int MOST_RECORDS = 1_000_000;
    /** Keep what is chosen for the one apart from what is chosen for the other. */
    private static final long JITTER = 0x4A17L << 48;

    private static final long STORED_LATE = 0x5107L << 48;

    public static Disorder read(ConfiguredValues values) {
        int identical = values.number("identicalRecords", 0, MOST_RECORDS);
        if (identical == 1) {
            throw ConfiguredValues.wrong("identicalRecords", "1", "0, or a number from 2 to " + MOST_RECORDS);
        }
        return new Disorder(
                values.number("jitterSeconds", 0, HOUR),
                values.number("lateSourceSeconds", 0, DAY),
                values.number("lateSourceRun", 1, MOST_RECORDS),
                values.number("lateSourcePercent", 0, 100),
                values.number("clockOffsetSeconds", -YEAR, YEAR),
                values.number("clockStepSeconds", -YEAR, YEAR),
                values.count("clockStepAfterRecords"),
                values.number("aheadSeconds", -YEAR, YEAR),
                values.number("aheadRecords", 0, MOST_RECORDS),
                values.count("aheadAfterRecords"),
                values.number("storedLateSeconds", 0, DAY),
                values.number("storedLatePercent", 0, 100),
                identical);
    }

    /** Whether archival seconds, the order of storing or bytes are other than without any of the settings. */
    public boolean isOn() {
        return jitterSeconds > 0
                || lateSourceSeconds > 0
                || clockOffsetSeconds != 0
                || clockStepSeconds != 0
                || (aheadSeconds != 0 && aheadRecords > 0)
                || storesLate()
                || identicalRecords > 0;
    }

    /** Whether some records are stored later than their numbers say. */
    public boolean storesLate() {
        return storedLateSeconds > 0 && storedLatePercent > 0;
    }

    /** Whether a record is one of those. */
    public boolean isStoredLate(long number, long seed) {
        return Hash.below((seed + number) ^ STORED_LATE, 100) < storedLatePercent;
    }

    /** The record whose bytes a record has: its own number, or the one before. */
    public long contentOf(long number) {
        return identicalRecords > 0 && number % identicalRecords == 0 && number > 0 ? number - 1 : number;
    }

    /** Whether a record is of the late source. Runs of both sources are spread evenly. */
    public boolean isOfLateSource(long number) {
        long run = number / lateSourceRun % 100;
        return (run + 1) * lateSourcePercent / 100 > run * lateSourcePercent / 100;
    }

    /**
     * How many seconds the archival second of a record is off.
     *
     * @param number the record
     * @param since  how many records there were before it, from the oldest stored one on
     * @param seed   chooses the jitter
     * @return seconds, to be added
     */
    public long shift(long number, long since, long seed) {
        long shift = clockOffsetSeconds;
        if (jitterSeconds > 0) {
            shift -= Hash.below((seed + number) ^ JITTER, jitterSeconds + 1);
        }
        if (lateSourceSeconds > 0 && isOfLateSource(number)) {
            shift -= lateSourceSeconds;
        }
        if (since >= clockStepAfterRecords) {
            shift += clockStepSeconds;
        }
        if (isAhead(since)) {
            shift += aheadSeconds;
        }
        return shift;
    }

    /** How many seconds a record may be ahead at most, but for those that {@code aheadRecords} puts there. */
    public long mostAhead() {
        return clockOffsetSeconds + Math.max(0L, clockStepSeconds);
    }

    private boolean isAhead(long since) {
        return since >= aheadAfterRecords && since - aheadAfterRecords < aheadRecords;
    }
}
