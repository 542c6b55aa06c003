package org.estreamer.formats.bytes;

import org.estreamer.record.FieldKind;

/** Which values are ids, for which a name may stand. */
public final class Ids {
    private static final int UUID_BYTES = 16;

    private Ids() {}

    /**
     * Whether a value that is no number is an id. A hash or a text is none: it says something of its own, however it is called.
     */
    public static boolean isId(FieldKind kind, int length) {
        return kind == FieldKind.UUID || (kind == FieldKind.HEX && length == UUID_BYTES);
    }
}
