package org.estreamer.formats.source;

import org.estreamer.formats.bytes.ByteBuilder;
import org.estreamer.formats.reading.Once;
import org.estreamer.formats.reading.Reading;

/** A value that several targets take: it is made once a record. */
public final class Shared extends Source {
    private static final int USUAL_BYTES = 64;

    private final Source source;
    private final ByteBuilder made = new ByteBuilder(USUAL_BYTES);
    private Kind kind = Kind.NONE;
    private final Once once = new Once();

    public Shared(Source source) {
        super(source.slot());
        this.source = source;
    }

    @Override
    public Kind put(Reading from, int wanted, ByteBuilder value) {
        if (once.isNew(from, wanted)) {
            made.clear();
            kind = source.put(from, wanted, made);
        }
        value.put(made.array(), 0, made.length());
        return kind;
    }
}
