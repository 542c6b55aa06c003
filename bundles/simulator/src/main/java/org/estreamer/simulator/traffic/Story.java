package org.estreamer.simulator.traffic;

import java.util.List;

/**
 * What happens in the simulated network: a story is told by several records, which agree on ids, addresses, ports and
 * times. Every story comes in a number of variants (a power of two): who with whom about what.
 */
public enum Story {
    /** Somebody uses a site. */
    VISIT(128, Kind.CONNECTION),
    /** Somebody attacks a server. */
    ATTACK(
            32,
            Kind.INTRUSION,
            Kind.PACKET,
            Kind.FORWARDED_FOR,
            Kind.URI,
            Kind.IMPACT,
            Kind.CORRELATION,
            Kind.CONNECTION),
    /** Somebody fetches a file. */
    DOWNLOAD(32, Kind.FILE, Kind.CONNECTION),
    /** Somebody fetches malware. */
    INFECTION(16, Kind.FILE_MALWARE, Kind.MALWARE, Kind.CONNECTION),
    /** A host shows up. */
    ARRIVAL(16, Kind.NEW_HOST, Kind.NEW_OS, Kind.NEW_SERVER),
    /** Somebody logs in. */
    LOGIN(16, Kind.NEW_USER, Kind.LOGIN);

    private final int variants;

    @SuppressWarnings("ImmutableEnumChecker") // List.of gives a list that cannot be changed
    private final List<Kind> kinds;

    Story(int variants, Kind... kinds) {
        this.variants = variants;
        this.kinds = List.of(kinds);
    }

    public int variants() {
        return variants;
    }

    List<Kind> kinds() {
        return kinds;
    }
}
