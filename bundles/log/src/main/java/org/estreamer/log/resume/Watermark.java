package org.estreamer.log.resume;

import java.util.Arrays;

/**
 * The archival second that a server has come to: the third-lowest of the last fifteen records that have one. Neither one record
 * that is dated ahead nor a few that are late move it, and our own clock plays no part. For one thread.
 *
 * <pre>
 *   last fifteen, sorted:  | 5 | 5 | 6 | 7 | ... | 9 | 3000 |
 *                                    ^ watermark
 * </pre>
 */
final class Watermark {
    private static final int RECORDS = 15;
    private static final int OUTLIERS = 2;

    private final long[] seconds = new long[RECORDS];
    private int count;
    private int at;
    /** How often the latest second came in a row. */
    private int run;

    private long latest;
    private long value;

    /** The second; 0 where no record has had one. */
    long value() {
        return value;
    }

    /** Takes the second of the next record, which has one. */
    void add(long second) {
        run = second == latest ? run + 1 : 1;
        latest = second;
        if (run > RECORDS) {
            return; // all fifteen are the same already
        }
        seconds[at] = second;
        at = (at + 1) % RECORDS;
        count = Math.min(count + 1, RECORDS);
        value = thirdLowest();
    }

    /** The seconds it is made of, the latest last. */
    long[] seconds() {
        long[] inOrder = new long[count];
        for (int i = 0; i < count; i++) {
            inOrder[i] = seconds[(at - count + i + RECORDS) % RECORDS];
        }
        return inOrder;
    }

    private long thirdLowest() {
        if (count <= OUTLIERS) {
            return Arrays.stream(seconds, 0, count).max().orElse(0);
        }
        long first = Long.MAX_VALUE;
        long second = Long.MAX_VALUE;
        long third = Long.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            long one = seconds[i];
            if (one < first) {
                third = second;
                second = first;
                first = one;
            } else if (one < second) {
                third = second;
                second = one;
            } else if (one < third) {
                third = one;
            }
        }
        return third;
    }
}
