package org.estreamer.formats.bytes;

/** Addresses as people write them. */
public final class AddressText {
    private AddressText() {}

    public static void ipv4(ByteBuilder out, byte[] from, int offset) {
        out.unsigned(from[offset] & 0xFF).put('.');
        out.unsigned(from[offset + 1] & 0xFF).put('.');
        out.unsigned(from[offset + 2] & 0xFF).put('.');
        out.unsigned(from[offset + 3] & 0xFF);
    }

    public static void mac(ByteBuilder out, byte[] from, int offset) {
        out.hex(from[offset]);
        for (int i = 1; i < 6; i++) {
            out.put(':').hex(from[offset + i]);
        }
    }

    /** RFC 5952: no leading zeros, the longest run of two or more zero groups as {@code ::}, the first of equal ones. */
    public static void ipv6(ByteBuilder out, byte[] from, int offset) {
        if (isMapped(from, offset)) {
            ipv4(out, from, offset + 12);
            return;
        }
        int start = 8;
        int count = 1;
        for (int group = 0; group < 8; group++) {
            int zeros = zeroGroups(from, offset, group);
            if (zeros > count) {
                start = group;
                count = zeros;
            }
            group += zeros;
        }
        groups(out, from, offset, 0, start);
        if (start < 8) {
            out.put(':').put(':');
            groups(out, from, offset, start + count, 8);
        }
    }

    /** Whether it is {@code ::ffff:a.b.c.d}. */
    public static boolean isMapped(byte[] from, int offset) {
        return from[offset + 10] == -1 && from[offset + 11] == -1 && Zeros.areAll(from, offset, 10);
    }

    private static int zeroGroups(byte[] from, int offset, int first) {
        int group = first;
        while (group < 8 && group(from, offset, group) == 0) {
            group++;
        }
        return group - first;
    }

    private static int group(byte[] from, int offset, int group) {
        return ((from[offset + 2 * group] & 0xFF) << 8) | (from[offset + 2 * group + 1] & 0xFF);
    }

    private static void groups(ByteBuilder out, byte[] from, int offset, int first, int end) {
        for (int group = first; group < end; group++) {
            if (group > first) {
                out.put(':');
            }
            int value = group(from, offset, group);
            for (int shift = value > 0xFFF ? 12 : value > 0xFF ? 8 : value > 0xF ? 4 : 0; shift >= 0; shift -= 4) {
                out.hexDigit(value >> shift);
            }
        }
    }
}
