package org.estreamer.simulator.traffic;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * An Ethernet frame with one TCP segment, as a sensor captures it, with the client's port left 0 and checksums that are
 * right for that.
 *
 * <pre>
 *   0        6        12     14                 34 or 54              54 or 74
 *   +--------+--------+------+------------------+---------------------+---------
 *   | to     | from   | type | IPv4 or IPv6     | TCP                 | payload
 *   +--------+--------+------+------------------+---------------------+---------
 *                                                port at 0, checksum at 16
 * </pre>
 */
public final class Frame {
    /** The link type of an Ethernet frame. */
    public static final int ETHERNET = 1;

    private static final int ETHERNET_BYTES = 14;
    private static final int IPV4_BYTES = 20;
    private static final int IPV4_CHECKSUM = ETHERNET_BYTES + 10;
    private static final int IPV6_BYTES = 40;
    private static final int TCP_BYTES = 20;
    private static final int TCP = 6;
    private static final int PUSH_AND_ACK = 0x5018;

    private final byte[] bytes;
    private final int tcp;

    private Frame(byte[] bytes, int tcp) {
        this.bytes = bytes;
        this.tcp = tcp;
    }

    /**
     * Builds the frame.
     *
     * @param fromMac    six bytes
     * @param toMac      six bytes
     * @param from       the client
     * @param to         the server, of the same address family
     * @param serverPort the server's port
     * @param payload    what the client says
     */
    public static Frame of(
            byte[] fromMac, byte[] toMac, InetAddress from, InetAddress to, int serverPort, byte[] payload) {
        boolean v4 = from instanceof Inet4Address;
        int tcp = ETHERNET_BYTES + (v4 ? IPV4_BYTES : IPV6_BYTES);
        byte[] frame = new byte[tcp + TCP_BYTES + payload.length];
        ByteBuffer out = ByteBuffer.wrap(frame);
        out.put(toMac).put(fromMac).putShort((short) (v4 ? 0x0800 : 0x86DD));
        int segment = TCP_BYTES + payload.length;
        if (v4) {
            putIpv4(out, from, to, segment);
        } else {
            out.putInt(0x6000_0000).putShort((short) segment).put((byte) TCP).put((byte) 57);
            out.put(from.getAddress()).put(to.getAddress());
        }
        out.putShort((short) 0).putShort((short) serverPort).putInt(1).putInt(1);
        out.putShort((short) PUSH_AND_ACK).putShort((short) 0xFAF0).putInt(0).put(payload);
        long pseudo = sum(from.getAddress(), 0, from.getAddress().length)
                + sum(to.getAddress(), 0, to.getAddress().length)
                + TCP
                + segment;
        out.putShort(tcp + 16, fold(pseudo + sum(frame, tcp, segment)));
        if (v4) {
            out.putShort(IPV4_CHECKSUM, fold(sum(frame, ETHERNET_BYTES, IPV4_BYTES)));
        }
        return new Frame(frame, tcp);
    }

    public byte[] bytes() {
        return bytes;
    }

    /** Where the client's port stands. */
    public int portOffset() {
        return tcp;
    }

    /** Where the TCP checksum stands. */
    public int checksumOffset() {
        return tcp + 16;
    }

    private static void putIpv4(ByteBuffer out, InetAddress from, InetAddress to, int segment) {
        out.putShort((short) 0x4500).putShort((short) (IPV4_BYTES + segment)).putInt(0x1A2B_4000);
        out.put((byte) 57).put((byte) TCP).putShort((short) 0);
        out.put(from.getAddress()).put(to.getAddress());
    }

    private static long sum(byte[] bytes, int offset, int length) {
        long sum = 0;
        for (int i = 0; i < length; i++) {
            int octet = bytes[offset + i] & 0xFF;
            sum += i % 2 == 0 ? octet << 8 : octet;
        }
        return sum;
    }

    private static short fold(long sum) {
        long folded = sum;
        while (folded > 0xFFFF) {
            folded = (folded & 0xFFFF) + (folded >>> 16);
        }
        return (short) ~folded;
    }
}
