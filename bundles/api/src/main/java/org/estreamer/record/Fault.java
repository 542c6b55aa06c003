package org.estreamer.record;

/**
 * What is wrong with the bytes of a record, and where.
 *
 * @param what   a sentence for an operator
 * @param offset the byte at which it was noticed, counted from the first byte of the record header
 */
public record Fault(String what, int offset) {
    @Override
    public String toString() {
        return what + " at byte " + offset;
    }
}
