package org.estreamer.pipeline.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** A position, as a plugin gives it back: read as it was written, or said what is wrong with it. */
class LogPositionFuzzTest {
    @FuzzTest
    void shouldReadWhatWasWrittenOrSayWhatIsWrong(byte[] bytes) {
        check(bytes);
        // with a right checksum, so that what is behind it is reached
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        check(ByteBuffer.allocate(bytes.length + Integer.BYTES)
                .put(bytes)
                .putInt((int) crc.getValue())
                .array());
    }

    private static void check(byte[] bytes) {
        LogPosition position;
        try {
            position = LogPosition.decode(bytes);
        } catch (IllegalArgumentException e) {
            assertNotNull(e.getMessage());
            return;
        }
        assertArrayEquals(bytes, position.encode());
    }
}
