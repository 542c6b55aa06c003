package org.estreamer.codec.layout;

import java.util.LinkedHashMap;
import java.util.Map;
import org.estreamer.record.Field;
import org.estreamer.record.FieldKind;

/**
 * The discovery event header, before the body of discovery, connection and user records.
 *
 * <pre>
 *    0        4        8               14       15       16       20       24       28       32       36       40         56
 *   | deviceId| legacyIp | macAddress  | hasIpv6 | reserved | second | micros | type | subtype | fileNo | filePos | ipv6Address |
 *                                                                                                                '-- since 5.2 --'
 * </pre>
 *
 * The host's address is the IPv6 one where the header is long, else the legacy one.
 */
public final class DiscoveryHeader {
    /** Up to release 5.1. */
    public static final DiscoveryHeader SHORT = new DiscoveryHeader(40);
    /** Since release 5.2. */
    public static final DiscoveryHeader LONG = new DiscoveryHeader(56);

    private static final String OWNER = "discovery";
    private static final int LEGACY_ADDRESS_AT = 4;
    public static final int HAS_IPV6_AT = 14;
    private static final int IPV6_ADDRESS_AT = 40;

    private final int length;
    private final Map<Field, Integer> fields = new LinkedHashMap<>();

    private DiscoveryHeader(int length) {
        this.length = length;
        boolean wide = length > IPV6_ADDRESS_AT;
        fields.put(new Field("deviceId", FieldKind.UINT32, OWNER), 0);
        fields.put(
                new Field("hostIpAddress", wide ? FieldKind.IPV6 : FieldKind.IPV4, OWNER),
                wide ? IPV6_ADDRESS_AT : LEGACY_ADDRESS_AT);
        fields.put(new Field("macAddress", FieldKind.MAC, OWNER), 8);
        fields.put(new Field("hasIpv6", FieldKind.UINT8, OWNER), HAS_IPV6_AT);
        fields.put(new Field("eventSecond", FieldKind.UINT32, OWNER), 16);
        fields.put(new Field("eventMicrosecond", FieldKind.UINT32, OWNER), 20);
        fields.put(new Field("eventType", FieldKind.UINT32, OWNER), 24);
        fields.put(new Field("eventSubtype", FieldKind.UINT32, OWNER), 28);
        fields.put(new Field("fileNumber", FieldKind.UINT32, OWNER), 32);
        fields.put(new Field("filePosition", FieldKind.UINT32, OWNER), 36);
    }

    public int length() {
        return length;
    }

    /** The fields with their positions, in the order visitors are shown them. */
    public Map<Field, Integer> fields() {
        return fields;
    }

    /** Whether the field is of no use to a reader: where the server filed the event, and the flag read here. */
    public boolean hides(Field field) {
        return switch (field.name()) {
            case "hasIpv6", "fileNumber", "filePosition" -> true;
            default -> false;
        };
    }

    public static int widthOf(FieldKind kind) {
        return switch (kind) {
            case UINT8 -> 1;
            case UINT32, IPV4 -> 4;
            case MAC -> 6;
            default -> 16;
        };
    }

    /** Whether the header that starts at a position says of itself that it is long. */
    public static boolean saysLong(byte[] bytes, int start, int end) {
        return end - start > HAS_IPV6_AT && bytes[start + HAS_IPV6_AT] != 0;
    }
}
