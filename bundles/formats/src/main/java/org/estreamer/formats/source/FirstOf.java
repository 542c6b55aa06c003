package org.estreamer.formats.mapped;

import org.estreamer.formats.bytes.ByteBuilder;

/** The first of several sources that has a value. */
final class FirstOf implements Source {
    private final Source[] sources;

    FirstOf(Source... sources) {
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
