package org.estreamer.formats.bytes;

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
        this(name.length + 4);
        text[0] = ',';
        text[1] = '"';
        System.arraycopy(name, 0, text, 2, name.length);
        text[length - 2] = '"';
        text[length - 1] = ':';
    }

    private MemberKey(int length) {
        this.length = length;
        this.text = new byte[length + 2 * Long.BYTES];
    }

    /** The key with a value behind it, as JSON. */
    public MemberKey with(byte[] value) {
        return with(value, value.length);
    }

    /** The key, which has a value, with another member behind it. */
    public MemberKey with(MemberKey next) {
        return with(next.text, next.length);
    }

    private MemberKey with(byte[] more, int count) {
        MemberKey both = new MemberKey(length + count);
        System.arraycopy(text, 0, both.text, 0, length);
        System.arraycopy(more, 0, both.text, length, count);
        return both;
    }

    /** How many bytes it takes behind a bracket. */
    public int lengthBehindBracket() {
        return length - 1;
    }
}
