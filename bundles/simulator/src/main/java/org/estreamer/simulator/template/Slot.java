package org.estreamer.simulator.template;

/** What differs between the records of one template; everything else in them is fixed. */
public enum Slot {
    /** When the record was stored. */
    STORED_SECOND,
    /** When its story began. */
    EVENT_SECOND,
    EVENT_MICROSECOND,
    /** When the connection it belongs to began. */
    FLOW_SECOND,
    /** Which connection it belongs to, together with the second. */
    FLOW_INSTANCE,
    FLOW_COUNTER,
    EVENT_ID,
    CLIENT_PORT,
    /** A TCP checksum made for port 0, which follows the client's port. */
    PORT_CHECKSUM,
    PACKETS_SENT,
    PACKETS_RECEIVED,
    BYTES_SENT,
    BYTES_RECEIVED;

    /** Values by slot. */
    public static final class Values {
        private final long[] values = new long[Slot.values().length];

        public void set(Slot slot, long value) {
            values[slot.index()] = value;
        }

        public long get(int index) {
            return values[index];
        }
    }

    /** Where its value stands. */
    @SuppressWarnings("EnumOrdinal") // not kept anywhere: it only addresses an array as long as the enum
    public int index() {
        return ordinal();
    }

    /** The slot that a field holds, or null for a field that is fixed. */
    public static Slot of(String field) {
        return switch (field) {
            case "eventSecond",
                    "packetSecond",
                    "lastPacketTimestamp",
                    "fileEventTimestamp",
                    "malwareEventTimestamp",
                    "correlationEventSecond",
                    "triggerEventSecond",
                    "timestamp",
                    "lastSeen",
                    "hostLastSeen",
                    "lastUsed" -> EVENT_SECOND;
            case "eventMicrosecond", "packetMicrosecond", "triggerEventMicrosecond" -> EVENT_MICROSECOND;
            case "firstPacketTimestamp", "connectionTimestamp", "connectionEventTimestamp" -> FLOW_SECOND;
            case "instanceId", "connectionInstanceId", "connectionInstance" -> FLOW_INSTANCE;
            case "connectionCounter" -> FLOW_COUNTER;
            case "eventId", "deviceEventId" -> EVENT_ID;
            case "initiatorPort", "sourcePort", "sourcePortOrIcmpType" -> CLIENT_PORT;
            case "initiatorTransmittedPackets" -> PACKETS_SENT;
            case "responderTransmittedPackets" -> PACKETS_RECEIVED;
            case "initiatorTransmittedBytes" -> BYTES_SENT;
            case "responderTransmittedBytes" -> BYTES_RECEIVED;
            default -> null;
        };
    }
}
