package org.estreamer.record;

import java.util.Locale;

/** The groups of record types that a plugin or an operator can name. */
public enum RecordGroup {
    /** Intrusion events, impact alerts and intrusion event extra data. */
    INTRUSION,
    /** Connection statistics and connection chunks. */
    CONNECTION,
    /** File events. */
    FILE,
    /** Malware events, from the network and from endpoints. */
    MALWARE,
    /** Correlation events. */
    CORRELATION,
    /** Discovery and host events, indications of compromise, user input about hosts. */
    DISCOVERY,
    /** User logins, new and removed users, VPN sessions. */
    USER,
    /** Packets captured with intrusion events. */
    PACKET,
    /** Records that name the ids in other records. */
    METADATA,
    /** Record types that no layout describes. */
    UNKNOWN;

    /**
     * The name that configurations use.
     *
     * @return the group in lower case, for example {@code intrusion}
     */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
