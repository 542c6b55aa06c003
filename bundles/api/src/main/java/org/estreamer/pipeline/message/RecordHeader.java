package org.estreamer.pipeline.message;

/**
 * The header of a record to encode.
 *
 * @param type             the record type, 0 to 65,535
 * @param netmapId         the domain id, 0 to 32,767
 * @param archiveTimestamp the second at which the server stored the record, 0 to 4,294,967,295; -1 for the short header
 */
public record RecordHeader(int type, int netmapId, long archiveTimestamp) {
    /** The {@link #archiveTimestamp} of a record with the short header. */
    public static final long SHORT = -1;

    /** Checks the ranges. */
    public RecordHeader {
        require(type >= 0 && type <= 0xFFFF, "record type", type);
        require(netmapId >= 0 && netmapId <= 0x7FFF, "netmap id", netmapId);
        require(archiveTimestamp >= SHORT && archiveTimestamp <= 0xFFFFFFFFL, "archive timestamp", archiveTimestamp);
    }

    private static void require(boolean holds, String what, long value) {
        if (!holds) {
            throw new IllegalArgumentException(what + " out of range: " + value);
        }
    }
}
