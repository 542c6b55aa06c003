package org.estreamer.simulator.traffic;

/** The kinds of record the simulator makes. */
public enum Kind {
    CONNECTION(71, Kind.UNNAMED),
    INTRUSION(400, Kind.UNNAMED),
    PACKET(2, null),
    FORWARDED_FOR(110, Kind.UNNAMED),
    URI(110, Kind.UNNAMED),
    IMPACT(9, Kind.UNNAMED),
    CORRELATION(112, Kind.UNNAMED),
    FILE(500, Kind.UNNAMED),
    FILE_MALWARE(502, Kind.UNNAMED),
    MALWARE(125, Kind.UNNAMED),
    NEW_HOST(10, "hostProfile"),
    NEW_SERVER(11, "hostServer"),
    NEW_OS(101, "osfingerprint"),
    NEW_USER(94, "user"),
    LOGIN(95, "userLogin");

    /** The block field of a record whose block has no name of its own. */
    public static final String UNNAMED = "";

    private final int recordType;
    private final String blockField;

    Kind(int recordType, String blockField) {
        this.recordType = recordType;
        this.blockField = blockField;
    }

    public int recordType() {
        return recordType;
    }

    /** The field that holds the record's block; {@link #UNNAMED}, or null where there is no block. */
    public String blockField() {
        return blockField;
    }
}
