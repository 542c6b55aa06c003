package org.estreamer.formats.mapped;

import java.util.List;
import org.estreamer.formats.bytes.ByteBuilder;

/**
 * How the values of one section become a line. A section has many outputs, and a record values for some of them: each value that
 * is read marks the outputs that may take it, and only those are looked at.
 */
abstract class Line {
    final Plan plan;
    /** By slot: a bit for each output that a value in it may fill. */
    private final long[][] fed;
    /** Those that may have a value whatever the record has. */
    private final long[] always;

    /**
     * Prepares a line.
     *
     * @param outputs what the line consists of, in this order
     */
    Line(Plan plan, List<Output> outputs) {
        this.plan = plan;
        int words = outputs.size() / Long.SIZE + 1;
        fed = new long[plan.slots][words];
        always = new long[words];
        for (int i = 0; i < outputs.size(); i++) {
            long bit = 1L << i;
            int word = i / Long.SIZE;
            Output output = outputs.get(i);
            if (output.needed == null) {
                always[word] |= bit;
            } else {
                output.needed.stream().forEach(slot -> fed[slot][word] |= bit);
            }
        }
    }

    /** A bit for each output that may have a value whatever the record has. */
    final long[] always() {
        return always;
    }

    /** A bit for each output that a value of a slot may fill. */
    final long[] fedBy(int slot) {
        return fed[slot];
    }

    /** Puts the line of a record, without its end. */
    abstract void put(Reading reading, ByteBuilder out);
}
