package org.estreamer.simulator.settings;

/** Makes numbers that look random of numbers in a row, the same ones every time. */
public final class Hash {
    private Hash() {}

    /** Spreads neighbouring numbers over all 64 bits (the finisher of SplitMix64). */
    public static long of(long number) {
        long mixed = (number ^ number >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }

    /**
     * One of so many numbers.
     *
     * @param number what it is made of
     * @param bound  how many there are, 1 or more
     * @return 0 to {@code bound} - 1
     */
    public static int below(long number, int bound) {
        return (int) ((of(number) >>> 1) % bound);
    }
}
