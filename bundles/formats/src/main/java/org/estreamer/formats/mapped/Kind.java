package org.estreamer.formats.mapped;

/** What a source has put. */
enum Kind {
    /** Nothing: there is no value. */
    NONE,
    /** Decimal digits. */
    NUMBER,
    /** UTF-8, perhaps unsound. */
    TEXT,
    /** A JSON object or array. */
    JSON
}
