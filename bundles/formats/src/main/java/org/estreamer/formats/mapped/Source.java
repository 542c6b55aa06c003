package org.estreamer.formats.mapped;

import org.estreamer.formats.bytes.ByteBuilder;

/** Where an output's value comes from. A field in a list has several values, which are numbered entries of the {@link Reading}. */
interface Source {
    /** No entry. */
    int NO_ENTRY = -1;

    /** The entry of the first value; {@link #NO_ENTRY} where there is none. */
    default int first(Reading reading) {
        return 0;
    }

    /** The entry behind another one. */
    default int next(Reading reading, int entry) {
        return NO_ENTRY;
    }

    /**
     * Puts a value.
     *
     * @param entry from {@link #first} or {@link #next}
     * @return what was put; with {@link Kind#NONE} nothing was
     */
    Kind put(Reading reading, int entry, ByteBuilder value);

    /** Puts the first value. */
    default Kind put(Reading reading, ByteBuilder value) {
        int entry = first(reading);
        return entry == NO_ENTRY ? Kind.NONE : put(reading, entry, value);
    }
}
