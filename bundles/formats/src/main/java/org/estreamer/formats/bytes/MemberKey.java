package org.estreamer.formats.bytes;

import java.util.Arrays;

/** A member's name as it is put into a JSON object, made once: {@code ,"name":}. */
public final class MemberKey {
    /** With room behind it: it is copied by eight bytes. */
    final byte[] text;

    final int length;

    /**
     * Makes a key.
     *
     * @param name UTF-8 that needs no escaping
     */
    public MemberKey(byte[] name) {
        length = name.length + 4;
        text = Arrays.copyOf(new byte[] {',', '"'}, length + 2 * Long.BYTES);
        System.arraycopy(name, 0, text, 2, name.length);
        text[length - 2] = '"';
        text[length - 1] = ':';
    }

    /** How many bytes it takes behind a bracket. */
    public int lengthBehindBracket() {
        return length - 1;
    }
}
