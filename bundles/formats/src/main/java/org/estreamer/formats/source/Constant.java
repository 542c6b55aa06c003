package org.estreamer.formats.source;

import java.nio.charset.StandardCharsets;
import org.estreamer.formats.bytes.ByteBuilder;
import org.estreamer.formats.reading.Reading;

/** A text of the table, the same for every record. */
public final class Constant extends Source {
    private final byte[] utf8;
    private final Kind kind;

    public Constant(String text) {
        super(NO_SLOT);
        utf8 = text.getBytes(StandardCharsets.UTF_8);
        kind = Kind.ofText(utf8);
    }

    @Override
    public Kind put(Reading reading, int entry, ByteBuilder value) {
        value.put(utf8);
        return kind;
    }
}
