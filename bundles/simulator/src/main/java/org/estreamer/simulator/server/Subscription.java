package org.estreamer.simulator.server;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.estreamer.pipeline.message.Message.EventStreamRequest;
import org.estreamer.pipeline.message.Message.EventVersion;
import org.estreamer.pipeline.message.Message.Service;
import org.estreamer.simulator.traffic.Kind;

/**
 * What a client asked for. The blocks are the types that carry the event's fields in the version that was asked for; 0
 * for an event that was not.
 *
 * @param longHeader  whether records carry their archival second
 * @param metadata    whether the names of ids are sent
 * @param packets     whether packets come with intrusions
 * @param extraData   whether extra data comes with intrusions
 * @param connection  the block of record 71
 * @param intrusion   the block of record 400; or a record type without a block, {@link #INTRUSION_4} and so on
 * @param file        the block of records 500 and 502
 * @param malware     the block of record 125
 * @param correlation the block of record 112
 * @param discovery   the block of a host profile
 * @param login       the block of record 95
 * @param impact      the block of record 9
 */
public record Subscription(
        boolean longHeader,
        boolean metadata,
        boolean packets,
        boolean extraData,
        int connection,
        int intrusion,
        int file,
        int malware,
        int correlation,
        int discovery,
        int login,
        int impact) {

    /** Intrusions as releases 4.9 and 4.10 send them, IPv4 in this record type and IPv6 in the next. */
    public static final int INTRUSION_4 = 104;
    /** Intrusions as releases 5.0 and 5.1 send them, IPv4 in this record type and IPv6 in the next. */
    public static final int INTRUSION_5 = 207;

    private static final int EXTENDED = 30;

    private static final Map<Integer, NavigableMap<Integer, Integer>> BLOCKS = Map.of(
            12, versions(2, INTRUSION_4, 3, INTRUSION_5, 4, 25, 5, 34, 6, 41, 7, 42, 8, 45, 9, 60, 10, 81, 11, 85),
            31, versions(6, 107, 7, 116, 8, 128, 9, 156),
            61, versions(7, 91, 9, 132, 10, 139),
            71, versions(5, 125, 6, 115, 7, 126, 8, 137, 9, 144, 10, 152, 11, 154, 12, 155, 13, 160, 14, 163, 17, 174),
            91, versions(1, 73, 2, 121, 3, 127, 5, 159, 6, 165, 7, 167),
            101, versions(1, 16, 2, 24, 3, 33, 4, 35, 5, 44, 6, 47, 7, 62, 8, 80),
            111, versions(1, 23, 2, 32, 3, 38, 4, 43, 5, 46, 6, 56, 7, 79),
            131, versions(1, 20, 2, 153));

    /**
     * Reads a request. An extended entry wins over the flags that ask for the same events.
     *
     * @param request the first message
     * @param service the entry of the streaming request; null without the extended flag
     * @return what to send
     */
    public static Subscription of(EventStreamRequest request, Service service) {
        Flags flags = new Flags(request.flags());
        List<EventVersion> events = service == null ? List.of() : service.events();
        int intrusion = block(events, 12, flags.any(2, 6), INTRUSION_5);
        return new Subscription(
                flags.any(23),
                flags.any(1, 14, 15, 20) || events.stream().anyMatch(event -> event.code() == 21),
                flags.any(0) && intrusion != 0,
                flags.any(27) && intrusion != 0,
                block(events, 71, flags.any(8, 12, 18, 26), 125),
                intrusion,
                block(events, 111, false, 0),
                block(events, 101, false, 0),
                block(events, 31, flags.any(4, 9, 13, 19, 22, 29), 107),
                block(events, 61, flags.any(3, 7, 10, 17, 24, 25, 28), 91),
                block(events, 91, flags.any(21), 73),
                block(events, 131, flags.any(5), 153));
    }

    /** The same from a server whose records do not carry their archival second. */
    public Subscription withShortHeader() {
        return new Subscription(
                false,
                metadata,
                packets,
                extraData,
                connection,
                intrusion,
                file,
                malware,
                correlation,
                discovery,
                login,
                impact);
    }

    /** Whether a request announces a streaming request. */
    public static boolean isExtended(EventStreamRequest request) {
        return new Flags(request.flags()).any(EXTENDED);
    }

    /** The block that a record of the kind carries; 0 where it was not asked for. */
    public int blockOf(Kind kind) {
        return switch (kind) {
            case CONNECTION -> connection;
            case INTRUSION -> intrusion;
            case PACKET -> packets ? 2 : 0;
            case FORWARDED_FOR, URI -> extraData ? 4 : 0;
            case IMPACT -> impact;
            case CORRELATION -> correlation;
            case FILE, FILE_MALWARE -> file;
            case MALWARE -> malware;
            case NEW_HOST -> discovery;
            case NEW_SERVER -> discovery == 0 ? 0 : 103;
            case NEW_OS -> discovery > 91 ? 130 : 0;
            case NEW_USER -> newUser();
            case LOGIN -> login;
        };
    }

    private int newUser() {
        if (login == 0 || login == 73) {
            return login == 0 ? 0 : 75;
        }
        return login < 158 ? 120 : 158;
    }

    private static int block(List<EventVersion> events, int code, boolean flagged, int flaggedBlock) {
        for (EventVersion event : events) {
            if (event.code() == code) {
                Map.Entry<Integer, Integer> block = BLOCKS.get(code).floorEntry(event.version());
                return block == null ? 0 : block.getValue();
            }
        }
        return flagged ? flaggedBlock : 0;
    }

    private static NavigableMap<Integer, Integer> versions(int... versionsAndBlocks) {
        NavigableMap<Integer, Integer> blocks = new TreeMap<>();
        for (int i = 0; i < versionsAndBlocks.length; i += 2) {
            blocks.put(versionsAndBlocks[i], versionsAndBlocks[i + 1]);
        }
        return blocks;
    }

    private record Flags(long bits) {
        boolean any(int... wanted) {
            for (int bit : wanted) {
                if ((bits >>> bit & 1) != 0) {
                    return true;
                }
            }
            return false;
        }
    }
}
