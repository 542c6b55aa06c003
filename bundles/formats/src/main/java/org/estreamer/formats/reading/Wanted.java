package org.estreamer.formats.reading;

import java.util.BitSet;
import java.util.List;

/**
 * What a section takes of a record, and where it goes: each value that is read marks the outputs that may take it, and only those
 * are looked at, for a section has many.
 */
public final class Wanted {
    final Node root;
    /** The slots of names. */
    final Node names;

    final int slots;
    /** By slot, so many words for each: a bit for each output that a value in it may fill. */
    private final long[] fed;

    private final int words;
    /** A bit for each output that may have a value whatever the record has. */
    final long[] always;

    /**
     * Prepares it.
     *
     * @param root    the fields
     * @param names   the names
     * @param slots   how many slots they have together
     * @param outputs the slots of which one must have a value for an output to have one; null for one that may have one in any case
     */
    public Wanted(Node root, Node names, int slots, List<BitSet> outputs) {
        this.root = root;
        this.names = names;
        this.slots = slots;
        words = outputs.size() / Long.SIZE + 1;
        fed = new long[slots * words];
        always = new long[words];
        for (int i = 0; i < outputs.size(); i++) {
            long bit = 1L << i;
            int word = i / Long.SIZE;
            if (outputs.get(i) == null) {
                always[word] |= bit;
            } else {
                outputs.get(i).stream().forEach(slot -> fed[slot * words + word] |= bit);
            }
        }
    }

    /** Marks the outputs that a value of a slot may fill. */
    void mark(int slot, long[] outputs) {
        int from = slot * words;
        for (int i = 0; i < words; i++) {
            outputs[i] |= fed[from + i];
        }
    }
}
