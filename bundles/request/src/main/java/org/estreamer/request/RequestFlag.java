package org.estreamer.request;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.estreamer.settings.NearestName;

/** The bits of an event stream request, under the names that configuration files use. */
public enum RequestFlag {
    /** Packet data with intrusion events. */
    PACKETS(0),
    /** Metadata, version 1. */
    METADATA(1),
    /** Intrusion events without impact flags. */
    IDS(2),
    /** Discovery events, version 1. */
    DISCOVERY(3),
    /** Correlation events, version 1. */
    CORRELATION(4),
    /** Impact alerts. */
    IMPACT(5),
    /** Intrusion events with impact flags. */
    IDS_1(6),
    /** Discovery events, version 2. */
    DISCOVERY_V2(7),
    /** Connection events, version 1. */
    CONNECTION(8),
    /** Correlation events, version 2. */
    CORRELATION_V2(9),
    /** Discovery events, version 3. */
    DISCOVERY_V3(10),
    /** No events by default: for host data alone. */
    DISABLE_EVENTS(11),
    /** Connection events, version 3. */
    CONNECTION_V3(12),
    /** Correlation events, version 3. */
    CORRELATION_V3(13),
    /** Metadata, version 2. */
    METADATA_V2(14),
    /** Metadata, version 3. */
    METADATA_V3(15),
    /** Named so that a file may switch it off; it must never be set. */
    RESERVED(16),
    /** Discovery events, version 4. */
    DISCOVERY_V4(17),
    /** Connection events, version 4. */
    CONNECTION_V4(18),
    /** Correlation events, version 4. */
    CORRELATION_V4(19),
    /** Metadata, version 4: everything since release 4.7. */
    METADATA_V4(20),
    /** User activity. */
    USER(21),
    /** Correlation events, version 5. */
    CORRELATION_V5(22),
    /** Record headers with the archival timestamp, without which a session cannot resume where it stopped. */
    TIMESTAMP(23),
    /** Discovery events, version 5. */
    DISCOVERY_V5(24),
    /** Discovery events, version 6. */
    DISCOVERY_V6(25),
    /** Connection events, version 5. */
    CONNECTION_V5(26),
    /** Extra data of intrusion events. */
    EXTRA_DATA(27),
    /** Discovery events, version 7. */
    DISCOVERY_V7(28),
    /** Correlation events, version 6. */
    CORRELATION_V6(29),
    /** Extended requests: event types with versions, streamed in bundles. */
    EXTENDED_REQUEST(30);

    /** The names of the flags that may be set, in bit order. */
    private static final List<String> SETTABLE = Arrays.stream(values())
            .filter(flag -> flag != RESERVED)
            .map(RequestFlag::id)
            .toList();

    private final int bit;

    RequestFlag(int bit) {
        this.bit = bit;
    }

    /**
     * The flag in the request's word.
     *
     * @return a word with this one bit
     */
    public long mask() {
        return 1L << bit;
    }

    /**
     * The name that configurations use.
     *
     * @return the flag in lower case, for example {@code metadata_v4}
     */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Tells whether the flag is set in a word.
     *
     * @param flags the request's word
     * @return true if it is
     */
    public boolean in(long flags) {
        return (flags & mask()) != 0;
    }

    static RequestFlag named(String setting, String name) {
        for (RequestFlag flag : values()) {
            if (flag.id().equalsIgnoreCase(name)) {
                return flag;
            }
        }
        throw new RequestException(setting, "unknown flag " + name + "; " + NearestName.advice(name, SETTABLE));
    }
}
