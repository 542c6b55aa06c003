package org.estreamer.metadata.names;

import org.estreamer.record.Record;

/** The metadata that names are made of, with their older versions. Its methods are called under its own lock. */
public interface NameStore {
    /** Later than any record. */
    long NEWEST = Long.MAX_VALUE;

    /** A metadata record with the number from which on it was valid. */
    record Version(Record record, long number) {}

    /**
     * What was valid at a number.
     *
     * @param type     the record type
     * @param netmapId the domain
     * @param key      the parts of its key, mixed one after the other
     * @param number   of the record that asks; {@link #NEWEST} for what is valid now
     * @return null if there was nothing
     */
    Version at(int type, int netmapId, long key, long number);
}
