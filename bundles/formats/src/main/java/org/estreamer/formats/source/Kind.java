package org.estreamer.formats.source;

/** What a source has put. */
public enum Kind {
    /** Nothing: there is no value. */
    NONE,
    /** Decimal digits. */
    NUMBER,
    /** Letters, digits and {@code - _ : .}, which no syntax escapes. */
    PLAIN,
    /** UTF-8, perhaps unsound. */
    TEXT,
    /** A JSON object or array. */
    JSON;

    /** What a text is that is put often: whether it is plain is looked at once. */
    public static Kind ofText(byte[] utf8) {
        for (byte b : utf8) {
            boolean plain = (b >= 'a' && b <= 'z')
                    || (b >= 'A' && b <= 'Z')
                    || (b >= '0' && b <= '9')
                    || b == '-'
                    || b == '_'
                    || b == ':'
                    || b == '.';
            if (!plain) {
                return TEXT;
            }
        }
        return PLAIN;
    }
}
