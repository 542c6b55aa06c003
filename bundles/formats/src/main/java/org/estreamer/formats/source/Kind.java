package org.estreamer.formats.source;

/** What a source has put. */
public enum Kind {
    /** Nothing: there is no value. */
    NONE,
    /** Decimal digits. */
    NUMBER,
    /** Letters, digits and {@code - : .}, which no syntax escapes. */
    PLAIN,
    /** UTF-8, perhaps unsound. */
    TEXT,
    /** A JSON object or array. */
    JSON
}
