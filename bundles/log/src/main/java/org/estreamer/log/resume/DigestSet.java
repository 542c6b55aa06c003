package org.estreamer.log.resume;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The digests of the records of some seconds, each good for one repetition. They are sorted, in memory or on the disk, in one run
 * or several; a bit a record says which are spent. For one thread.
 */
final class DigestSet {
    private static final int SMALLEST = 1 << 10;

    /** How many are sorted at once where the memory is used up. */
    private static final int RUN = 64 << 10;

    private final long from;
    private final long to;
    private final DigestMemory memory;
    private final SpillFile spill;
    private BitSet spent = new BitSet();
    /** Sorted; null where all are on the disk. */
    private long[] digests = new long[0];

    private long reserved;
    private int count;
    private int left;
    private int[] runs = {0};
    private SpillFile.Runs onDisk;

    /**
     * Makes an empty one.
     *
     * @param from  the first second
     * @param to    the second behind the last one
     * @param spill where it goes when the memory is used up
     */
    DigestSet(long from, long to, DigestMemory memory, SpillFile spill) {
        this.from = from;
        this.to = to;
        this.memory = memory;
        this.spill = spill;
    }

    boolean holds(long second) {
        return second >= from && second < to;
    }

    long from() {
        return from;
    }

    /** Whether nothing more can be a repetition. */
    boolean isSpent() {
        return left == 0;
    }

    boolean inMemory() {
        return reserved > 0;
    }

    int size() {
        return count;
    }

    /** Adds one, before {@link #complete}. */
    void add(long digest) throws IOException {
        int held = onDisk == null ? count : count - onDisk.size();
        if (held == digests.length) {
            grow(held);
            held = onDisk == null ? count : count - onDisk.size();
        }
        digests[held] = digest;
        count++;
    }

    private void grow(int held) throws IOException {
        int more = Math.max(SMALLEST, held);
        boolean room = onDisk == null && memory.take((long) more * Long.BYTES);
        if (room) {
            reserved += (long) more * Long.BYTES;
            digests = Arrays.copyOf(digests, held + more);
        } else if (held < RUN && onDisk == null) {
            digests = Arrays.copyOf(digests, RUN);
        } else {
            flushRun(held);
        }
    }

    /** All are there. */
    void complete() throws IOException {
        if (onDisk != null) {
            flushRun(count - onDisk.size());
            digests = null;
        } else {
            Arrays.sort(digests, 0, count);
        }
        left = count;
    }

    private void flushRun(int held) throws IOException {
        Arrays.sort(digests, 0, held);
        if (onDisk == null) {
            onDisk = spill.begin();
        } else {
            runs = Arrays.copyOf(runs, runs.length + 1);
            runs[runs.length - 1] = onDisk.size();
        }
        onDisk.append(digests, held);
        release();
        if (digests.length > RUN) {
            digests = new long[RUN];
        }
    }

    /** Moves what is in memory to the disk, for others that need the memory. */
    void moveToDisk() throws IOException {
        if (digests != null && left > 0) {
            onDisk = spill.begin();
            onDisk.append(digests, count);
        }
        digests = null;
        release();
    }

    /** Whether a record is a repetition; what was there once is one only once. */
    boolean spend(long digest) throws IOException {
        for (int run = 0; run < runs.length; run++) {
            int end = run + 1 < runs.length ? runs[run + 1] : count;
            int first = digests == null ? onDisk.lowerBound(runs[run], end, digest) : lowerBound(end, digest);
            int unspent = spent.nextClearBit(first);
            if (unspent < end && (digests == null ? onDisk.at(unspent) : digests[unspent]) == digest) {
                spent.set(unspent);
                left--;
                if (left == 0) {
                    clear();
                }
                return true;
            }
        }
        return false;
    }

    private int lowerBound(int end, long digest) {
        int low = 0;
        int high = end;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (digests[middle] < digest) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Gives the memory back. */
    void clear() {
        left = 0;
        digests = null;
        onDisk = null;
        spent = new BitSet();
        release();
    }

    private void release() {
        memory.give(reserved);
        reserved = 0;
    }
}
