package org.estreamer.formats.mapped;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.estreamer.formats.bytes.ByteBuilder;
import org.estreamer.formats.reading.Reading;
import org.estreamer.formats.reading.Wanted;

/** How the values of one section become a line. */
abstract class Line {
    /** What it takes of a record, with a mark for each output in its order. */
    final Wanted wanted;

    /** What takes the line of the record that is put. */
    ByteBuilder out = new ByteBuilder(0);

    /**
     * Prepares a line.
     *
     * @param outputs what the line consists of, in this order
     */
    Line(Plan plan, List<Output> outputs) {
        // not a stream's list, as nulls say something
        List<BitSet> needed = new ArrayList<>();
        outputs.forEach(output -> needed.add(output.needed));
        wanted = new Wanted(plan.root, plan.nameNode, plan.slots, needed);
    }

    /** Puts the line of a record, without its end. */
    final void put(Reading reading, ByteBuilder to) {
        out = to;
        put(reading);
    }

    /** Puts the line. */
    abstract void put(Reading reading);

    /** Puts the outputs that may have a value, in their order. */
    final void outputs(Reading reading) {
        for (int word = 0; word < reading.words(); word++) {
            for (long left = reading.marked(word); left != 0; left &= left - 1) {
                output(reading, word * Long.SIZE + Long.numberOfTrailingZeros(left));
            }
        }
    }

    /** Puts one output, unless it has no value. */
    abstract void output(Reading reading, int index);
}
