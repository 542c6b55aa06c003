package org.estreamer.record;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Knows what ids are called. What {@link Record#names} asks, with the record and its place in the log; plugins and writers
 * have no use for it.
 */
@ProviderType
public interface NameSource {
    /**
     * The names of what the record header has.
     *
     * @param record  the record
     * @param number  its number in the log
     * @param visitor receives the names
     */
    void header(Record record, long number, NameVisitor visitor);

    /**
     * The names of an integer field.
     *
     * @param record  the record, for what belongs to the key beside the value
     * @param number  its number in the log
     * @param field   the field
     * @param value   its value
     * @param visitor receives the names
     */
    void number(Record record, long number, Field field, long value, NameVisitor visitor);

    /**
     * The names of any other leaf.
     *
     * @param record  the record
     * @param number  its number in the log
     * @param field   the field
     * @param buffer  holds the value
     * @param offset  where it starts
     * @param length  how many bytes it has
     * @param visitor receives the names
     */
    void bytes(Record record, long number, Field field, byte[] buffer, int offset, int length, NameVisitor visitor);
}
