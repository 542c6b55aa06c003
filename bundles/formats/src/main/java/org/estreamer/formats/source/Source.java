package org.estreamer.formats.source;

import org.estreamer.formats.bytes.ByteBuilder;
import org.estreamer.formats.reading.Reading;

/** Where an output's value comes from. A field in a list has several values, which are numbered entries of the {@link Reading}. */
public interface Source {
    /** No slot. */
    int NO_SLOT = -1;

    /** The slot of which each value makes one of this source; {@link #NO_SLOT} where it has one for the whole record. */
    default int slot() {
        return NO_SLOT;
    }

    /** The entry of a slot's first value; {@link Reading#NO_ENTRY} where there is none. */
    static int first(Reading reading, int slot) {
        return slot == NO_SLOT ? 0 : reading.first(slot);
    }

    /** The entry behind another one. */
    static int next(Reading reading, int slot, int entry) {
        return slot == NO_SLOT ? Reading.NO_ENTRY : reading.next(entry);
    }

    /**
     * Puts a value.
     *
     * @param entry from {@link #first} or {@link #next}, with the slot of this source
     * @return what was put; with {@link Kind#NONE} nothing was
     */
    Kind put(Reading reading, int entry, ByteBuilder value);

    /** Puts the first value. */
    default Kind put(Reading reading, ByteBuilder value) {
        int entry = first(reading, slot());
        return entry == Reading.NO_ENTRY ? Kind.NONE : put(reading, entry, value);
    }
}
