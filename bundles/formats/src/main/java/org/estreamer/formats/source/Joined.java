package org.estreamer.formats.source;

import java.nio.charset.StandardCharsets;
import org.estreamer.formats.bytes.ByteBuilder;
import org.estreamer.formats.reading.Reading;

/** Several values as one text; a piece that has no value is left out. */
public final class Joined extends Source {
    private final byte[] between;
    private final Source[] pieces;

    /**
     * Makes a source.
     *
     * @param between what stands between two pieces
     */
    public Joined(String between, Source... pieces) {
        super(NO_SLOT);
        this.between = between.getBytes(StandardCharsets.UTF_8);
        this.pieces = pieces;
    }

    @Override
    public Kind put(Reading reading, int entry, ByteBuilder value) {
        int from = value.length();
        for (Source piece : pieces) {
            int before = value.length();
            if (before > from) {
                value.put(between);
            }
            if (piece.put(reading, value) == Kind.NONE) {
                value.cut(before);
            }
        }
        return value.length() > from ? Kind.TEXT : Kind.NONE;
    }
}
