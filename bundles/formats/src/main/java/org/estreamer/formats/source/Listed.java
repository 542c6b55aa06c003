package org.estreamer.formats.source;

import org.estreamer.formats.bytes.ByteBuilder;
import org.estreamer.formats.reading.Reading;

/** All values of a source as one text, with commas between them. */
public final class Listed extends Source {
    private final Source source;

    public Listed(Source source) {
        super(NO_SLOT);
        this.source = source;
    }

    @Override
    public Kind put(Reading reading, int ignored, ByteBuilder value) {
        int from = value.length();
        for (int entry = source.first(reading); entry != Reading.NO_ENTRY; entry = source.next(reading, entry)) {
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
