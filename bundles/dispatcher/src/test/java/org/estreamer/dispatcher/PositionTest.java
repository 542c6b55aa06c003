package org.estreamer.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class PositionTest {
    private static final Position POSITION =
            new Position(0xFFFF_FFF0L, new long[] {0xFFFF_FFF0L, 0xFFFF_FFFFL, 0xFFFF_FFF0L}, new long[] {-1, 7, -1});

    @Test
    void shouldReadBackWhatItWrote() {
        Position read = Position.decode(POSITION.encode());
        assertEquals(POSITION, read);
        assertEquals(0xFFFF_FFF0L, read.second());
        assertEquals(3, read.size());
    }

    @Test
    void shouldReadBackAPositionWithoutRecords() {
        Position empty = new Position(0, new long[0], new long[0]);
        assertEquals(empty, Position.decode(empty.encode()));
    }

    @Test
    void shouldRefuseAPositionCutAtAnyByte() {
        byte[] bytes = POSITION.encode();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThrows(IllegalArgumentException.class, () -> Position.decode(cut));
        }
    }

    @Test
    void shouldRefuseAPositionWithAnyBitTurned() {
        byte[] bytes = POSITION.encode();
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] damaged = bytes.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertThrows(IllegalArgumentException.class, () -> Position.decode(damaged));
        }
    }

    @Test
    void shouldRefuseAnotherVersionAndSayWhich() {
        byte[] bytes = POSITION.encode();
        bytes[3] = 9;
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> Position.decode(sealed(bytes)));
        assertTrue(refused.getMessage().contains("version 9"), refused.getMessage());
    }

    @Test
    void shouldRefuseACountThatDoesNotFitWithoutAllocatingForIt() {
        for (int count : new int[] {-1, 2, 4, Integer.MAX_VALUE, 0x2000_0003}) {
            byte[] bytes = POSITION.encode();
            ByteBuffer.wrap(bytes).putInt(12, count);
            assertThrows(IllegalArgumentException.class, () -> Position.decode(sealed(bytes)));
        }
    }

    private static byte[] sealed(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length - 4);
        ByteBuffer.wrap(bytes).putInt(bytes.length - 4, (int) crc.getValue());
        return bytes;
    }
}
