package org.estreamer.formats.mapped;

import java.util.List;
import org.estreamer.formats.bytes.ByteBuilder;

/**
 * How the values of one section become a line. A section has many outputs, and a record values for some of them: each value that
 * is read marks the outputs that may take it, and only those are looked at.
 */
abstract class Line {
    final Plan plan;
    /** By slot, so many words for each: a bit for each output that a value in it may fill. */
    private final long[] fed;

    private final int words;
    /** Those that may have a value whatever the record has. */
    private final long[] always;

    /**
     * Prepares a line.
     *
     * @param outputs what the line consists of, in this order
     */
    Line(Plan plan, List<Output> outputs) {
        this.plan = plan;
        words = outputs.size() / Long.SIZE + 1;
        fed = new long[plan.slots * words];
        always = new long[words];
        for (int i = 0; i < outputs.size(); i++) {
            long bit = 1L << i;
            int word = i / Long.SIZE;
            Output output = outputs.get(i);
            if (output.needed == null) {
                always[word] |= bit;
            } else {
                output.needed.stream().forEach(slot -> fed[slot * words + word] |= bit);
            }
        }
    }

    /** A bit for each output that may have a value whatever the record has. */
    final long[] always() {
        return always;
    }

    /** Marks the outputs that a value of a slot may fill. */
    final void mark(int slot, long[] outputs) {
        int from = slot * words;
        for (int i = 0; i < words; i++) {
            outputs[i] |= fed[from + i];
        }
    }

    /** Puts the line of a record, without its end. */
    abstract void put(Reading reading, ByteBuilder out);
}
