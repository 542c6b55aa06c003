package org.estreamer.formats.source;

import org.estreamer.formats.bytes.ByteBuilder;
import org.estreamer.formats.reading.Reading;

/**
 * Where an output's value comes from. A field in a list has several values, which are numbered entries of the {@link Reading}. A
 * class and no interface, as a line asks dozens of them, and calls by way of a class are quicker.
 */
public abstract class Source {
    /** No slot. */
    public static final int NO_SLOT = -1;

    private final int slot;

    /** Makes a source that has a value for each of a slot; with {@link #NO_SLOT} one for the whole record. */
    protected Source(int slot) {
        this.slot = slot;
    }

    /** The slot of which each value makes one of this source; {@link #NO_SLOT} where it has one for the whole record. */
    public final int slot() {
        return slot;
    }

    /** The entry of the first value; {@link Reading#NO_ENTRY} where there is none. */
    public final int first(Reading reading) {
        return slot == NO_SLOT ? 0 : reading.first(slot);
    }

    /** The entry behind another one. */
    public final int next(Reading reading, int entry) {
        return slot == NO_SLOT ? Reading.NO_ENTRY : reading.next(entry);
    }

    /**
     * Puts a value.
     *
     * @param entry from {@link #first} or {@link #next}
     * @return what was put; with {@link Kind#NONE} nothing was
     */
    public abstract Kind put(Reading reading, int entry, ByteBuilder value);

    /** Puts the first value. */
    public final Kind put(Reading reading, ByteBuilder value) {
        int entry = first(reading);
        return entry == Reading.NO_ENTRY ? Kind.NONE : put(reading, entry, value);
    }
}
