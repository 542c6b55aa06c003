package org.estreamer.request;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.estreamer.settings.NearestName;

/** The event types of extended requests, each with its versions as {@code RELEASE=VERSION} from that release on. */
public enum EventType {
    /** Intrusion events. */
    INTRUSION_EVENTS(12, "4.9=2 5.0=3 5.1.1=4 5.2=5 5.3=6 5.3.1=7 5.4=8 6.0=9 7.0=10 7.1=11"),
    /** Metadata: the names of the ids in other records. */
    METADATA(21, "4.9=4"),
    /** Correlation events. */
    CORRELATION(31, "4.10=6 5.0=7 5.1=8 5.4=9"),
    /** Discovery and host events. */
    DISCOVERY(61, "4.10=7 5.0=8 5.1=9 5.2=10 5.3.1=11"),
    /** Connection events. */
    CONNECTION(71, "4.9.1=5 5.0=6 5.1=7 5.1.1=8 5.2=9 5.3=10 5.3.1=11 5.4=12 6.0=13 6.1=14 7.0=17"),
    /**
     * User activity. Layouts of version 7 are described for 6.x already, but the client that is known to work with 6.x
     * servers asks them for 4 and the one for 7.x servers asks for 7: so 7 begins with 7.0 here. A later 6.x server
     * that has version 7 sends it when no release is set.
     */
    USER(91, "4.9=1 5.0=2 5.1=3 5.2=4 7.0=7"),
    /** Malware events. */
    MALWARE(101, "5.1=1 5.1.1=2 5.2=3 5.3=4 5.3.1=5 5.4=6 6.0=7 7.0=8"),
    /** File events. */
    FILE(111, "5.1.1=1 5.2=2 5.3=3 5.3.1=4 5.4=5 6.0=6 7.0=7"),
    /** Impact alerts. */
    IMPACT(131, "4.9=1 5.3=2"),
    /** Ends every list of event types. It is added by itself; who names it gets it once. */
    TERMINATE(0, "4.9=0");

    private static final List<String> NAMES =
            Arrays.stream(values()).map(EventType::name).toList();

    private final int code;
    private final String versions;

    EventType(int code, String versions) {
        this.code = code;
        this.versions = versions;
    }

    /**
     * The event type's number on the wire.
     *
     * @return 0 to 65,535
     */
    public int code() {
        return code;
    }

    /**
     * The version to ask a server for.
     *
     * @param release the server's release
     * @return the version; empty if the release has no such events
     */
    OptionalInt version(Release release) {
        OptionalInt version = OptionalInt.empty();
        for (String entry : versions.split(" ", -1)) {
            if (first(entry).compareTo(release) <= 0) {
                version = OptionalInt.of(Integer.parseInt(entry.substring(entry.indexOf('=') + 1)));
            }
        }
        return version;
    }

    /** The first release that has such events. */
    Release since() {
        return first(versions);
    }

    private Release first(String entries) {
        return Release.parse(name(), entries.substring(0, entries.indexOf('=')));
    }

    /** What people call the event type of a number. */
    static String name(int code) {
        return Arrays.stream(values())
                .filter(type -> type.code == code)
                .map(EventType::name)
                .findFirst()
                .orElse(Integer.toString(code));
    }

    static EventType named(String setting, String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        if (!NAMES.contains(upper)) {
            throw new RequestException(setting, "unknown event type " + name + "; " + NearestName.advice(name, NAMES));
        }
        return valueOf(upper);
    }
}
