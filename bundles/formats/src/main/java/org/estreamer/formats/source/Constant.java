package org.estreamer.formats.mapped;

import java.nio.charset.StandardCharsets;
import org.estreamer.formats.bytes.ByteBuilder;

/** A text of the table, the same for every record. */
final class Constant implements Source {
    private final byte[] utf8;

    Constant(String text) {
        utf8 = text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Kind put(Reading reading, int entry, ByteBuilder value) {
        value.put(utf8);
        return Kind.TEXT;
    }
}
