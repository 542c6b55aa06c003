package org.estreamer.formats.source;

import org.estreamer.formats.bytes.ByteBuilder;
import org.estreamer.formats.reading.Reading;

/** Several values as one text; a piece that has no value is left out. */
public final class Joined extends Source {
    private final Source[] pieces;

    public Joined(Source... pieces) {
        super(NO_SLOT);
        this.pieces = pieces;
    }

    @Override
    public Kind put(Reading reading, int entry, ByteBuilder value) {
        for (Source piece : pieces) {
            piece.put(reading, value);
        }
        return Kind.TEXT;
    }
}
