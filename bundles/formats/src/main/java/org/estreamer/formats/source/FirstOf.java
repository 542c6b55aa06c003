package org.estreamer.formats.source;

import org.estreamer.formats.bytes.ByteBuilder;
import org.estreamer.formats.reading.Reading;

/** The first of several sources that has a value. */
public final class FirstOf extends Source {
    private final Source[] sources;

    public FirstOf(Source... sources) {
        super(NO_SLOT);
        this.sources = sources;
    }

    @Override
    public Kind put(Reading reading, int entry, ByteBuilder value) {
        for (Source source : sources) {
            Kind kind = source.put(reading, value);
            if (kind != Kind.NONE) {
                return kind;
            }
        }
        return Kind.NONE;
    }
}
