package org.estreamer.codec.bytes;

import java.net.Inet4Address;
import java.net.InetAddress;

/** Addresses in the two widths of the protocol. */
public final class Addresses {
    private static final byte[] MAPPED_PREFIX = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xFF, (byte) 0xFF};

    private Addresses() {}

    /** Sixteen bytes; an IPv4 address as {@code ::ffff:a.b.c.d}. */
    public static byte[] wide(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == 16) {
            return bytes;
        }
        byte[] mapped = new byte[16];
        System.arraycopy(MAPPED_PREFIX, 0, mapped, 0, MAPPED_PREFIX.length);
        System.arraycopy(bytes, 0, mapped, MAPPED_PREFIX.length, bytes.length);
        return mapped;
    }

    /** Four bytes. */
    public static byte[] narrow(InetAddress address) {
        if (!(address instanceof Inet4Address)) {
            throw new IllegalArgumentException(
                    "this form of the message takes IPv4 addresses only, not " + address.getHostAddress());
        }
        return address.getAddress();
    }
}
