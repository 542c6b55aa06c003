package org.estreamer.simulator.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;

/** Takes a frame apart as a protocol analyser does. */
final class Packet {
    private final ByteBuffer frame;

    Packet(byte[] frame) {
        this.frame = ByteBuffer.wrap(frame);
    }

    boolean isV4() {
        return (frame.getShort(12) & 0xFFFF) == 0x0800;
    }

    int clientPort() {
        return frame.getShort(tcp()) & 0xFFFF;
    }

    /** Fails unless lengths and checksums are right. */
    void check() {
        int segment = frame.capacity() - tcp();
        int addresses = isV4() ? 26 : 22;
        if (isV4()) {
            assertEquals(frame.capacity() - 14, frame.getShort(16) & 0xFFFF);
            assertEquals(0xFFFF, fold(sum(14, 20)));
            assertEquals(6, frame.get(23));
        } else {
            assertEquals(0x86DD, frame.getShort(12) & 0xFFFF);
            assertEquals(segment, frame.getShort(18) & 0xFFFF);
            assertEquals(6, frame.get(20));
        }
        long pseudo = sum(addresses, tcp() - addresses) + 6 + segment;
        assertEquals(0xFFFF, fold(pseudo + sum(tcp(), segment)));
    }

    private int tcp() {
        return isV4() ? 34 : 54;
    }

    private long sum(int offset, int length) {
        long sum = 0;
        for (int i = 0; i < length; i += 2) {
            int low = i + 1 < length ? frame.get(offset + i + 1) & 0xFF : 0;
            sum += (frame.get(offset + i) & 0xFF) << 8 | low;
        }
        return sum;
    }

    private static long fold(long sum) {
        long folded = sum;
        while (folded > 0xFFFF) {
            folded = (folded & 0xFFFF) + (folded >>> 16);
        }
        return folded;
    }
}
