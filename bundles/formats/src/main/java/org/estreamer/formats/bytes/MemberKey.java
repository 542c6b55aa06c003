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
        this(new ByteBuilder(name.length + 4)
                .put(',')
                .put('"')
                .put(name)
                .put('"')
                .put(':'));
    }

    /**
     * Makes a key with more than its name behind it.
     *
     * @param whole what is put behind another member; from the second byte on behind a bracket
     */
    public MemberKey(ByteBuilder whole) {
        length = whole.length();
        text = Arrays.copyOf(Arrays.copyOf(whole.array(), length), length + 2 * Long.BYTES);
    }
}
