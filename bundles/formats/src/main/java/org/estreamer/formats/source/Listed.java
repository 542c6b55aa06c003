package org.estreamer.formats.source;

import org.estreamer.formats.bytes.ByteBuilder;
import org.estreamer.formats.reading.Reading;

/** All values of a source as one text, with commas between them. */
public final class Listed implements Source {
    private final Source source;

    public Listed(Source source) {
        this.source = source;
    }

    @Override
    public Kind put(Reading reading, int ignored, ByteBuilder value) {
        int from = value.length();
        int slot = source.slot();
        for (int entry = Source.first(reading, slot);
                entry != Reading.NO_ENTRY;
                entry = Source.next(reading, slot, entry)) {
            int before = value.length();
            if (before > from) {
                value.put(',').put(' ');
            }
            if (source.put(reading, entry, value) == Kind.NONE) {
                value.cut(before);
            }
        }
        return value.length() > from ? Kind.TEXT : Kind.NONE;
    }
}
