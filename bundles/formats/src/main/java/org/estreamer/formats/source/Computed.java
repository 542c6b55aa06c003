package org.estreamer.formats.source;

import org.estreamer.formats.bytes.ByteBuilder;
import org.estreamer.formats.reading.Reading;

/** A value that one expression makes of what was read. */
public final class Computed extends Source {

    /** How the value is made. */
    public interface Making {
        /** See {@link Source#put(Reading, int, ByteBuilder)}. */
        Kind put(Reading reading, int entry, ByteBuilder value);
    }

    private final Making making;

    /** One value for the whole record. */
    public Computed(Making making) {
        this(NO_SLOT, making);
    }

    /** A value for each of a slot. */
    public Computed(int slot, Making making) {
        super(slot);
        this.making = making;
    }

    @Override
    public Kind put(Reading reading, int entry, ByteBuilder value) {
        return making.put(reading, entry, value);
    }
}
