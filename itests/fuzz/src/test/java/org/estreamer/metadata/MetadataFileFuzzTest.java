package org.estreamer.metadata;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** The file that keeps a server's metadata, whatever is in it: read as it was written, or not at all. */
class MetadataFileFuzzTest {
    @FuzzTest
    void shouldReadWhatItWroteOrNothing(byte[] content) {
        check(content);
        // with a right checksum, so that what is behind it is reached
        CRC32C crc = new CRC32C();
        crc.update(content);
        check(ByteBuffer.allocate(content.length + Integer.BYTES)
                .put(content)
                .putInt((int) crc.getValue())
                .array());
    }

    private static void check(byte[] content) {
        MetadataFile.decode(content).ifPresent(read -> assertArrayEquals(content, MetadataFile.encode(read)));
        MetadataFile.decodeProgress(content, 1)
                .ifPresent(read -> assertArrayEquals(content, MetadataFile.encodeProgress(read, 1)));
    }
}
