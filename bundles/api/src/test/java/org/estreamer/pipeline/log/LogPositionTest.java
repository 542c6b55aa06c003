package org.estreamer.pipeline.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LogPositionTest {
    private static final LogPosition LARGEST =
            new LogPosition(Long.MIN_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

    @Test
    void shouldTakeNoMoreThan64BytesWhateverItSays() {
        assertTrue(LARGEST.encode().length <= 64);
        assertEquals(LARGEST, LogPosition.decode(LARGEST.encode()));
    }

    @Test
    void shouldRefuseBytesOfWhichOneIsAnother() {
        byte[] bytes = LARGEST.encode();
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] ^= 1;
            assertThrows(IllegalArgumentException.class, () -> LogPosition.decode(bytes));
            bytes[i] ^= 1;
        }
    }
}
