package org.estreamer.formats.mapped;

import org.estreamer.formats.bytes.ByteBuilder;

/** Several values as one text; a piece that has no value is left out. */
final class Joined implements Source {
    private final Source[] pieces;

    Joined(Source... pieces) {
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
