package org.estreamer.dispatcher;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.io.TempDir;

/** A position, in memory and in the dispatcher's file: read as it was written, or set aside for the one before. */
class PositionFuzzTest {
    private static final long SECOND = 1_700_000_000L;

    @TempDir
    Path data;

    @FuzzTest
    void shouldReadAPositionOrSetItAside(byte[] bytes) throws IOException {
        check(bytes);
        // with a right checksum, so that what is behind it is reached
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        check(ByteBuffer.allocate(bytes.length + Integer.BYTES)
                .put(bytes)
                .putInt((int) crc.getValue())
                .array());
    }

    private void check(byte[] bytes) throws IOException {
        Optional<Position> decoded = decode(bytes);
        decoded.ifPresent(position -> {
            assertArrayEquals(bytes, position.encode());
            assertTrue(position.second() >= 0);
            Progress progress = new Progress(decoded, -1, 2);
            assertEquals(position.second(), progress.resumeSecond().orElseThrow());
            assertNotNull(progress.filter());
        });
        checkStore(bytes, decoded);
    }

    private static Optional<Position> decode(byte[] bytes) {
        try {
            return Optional.of(Position.decode(bytes));
        } catch (IllegalArgumentException e) {
            assertNotNull(e.getMessage());
            return Optional.empty();
        }
    }

    private void checkStore(byte[] bytes, Optional<Position> decoded) throws IOException {
        Position before = new Position(SECOND, new long[] {SECOND}, new long[] {1});
        Path folder = Files.createDirectories(data.resolve("positions/fmc"));
        Files.write(folder.resolve("file.position"), bytes);
        Files.write(folder.resolve("file.position.previous"), before.encode());
        assertEquals(
                decoded.orElse(before),
                new PositionStore(data).load("fmc", "file").orElseThrow());
        try (var files = Files.list(folder)) {
            List<Path> left = files.toList();
            assertEquals(2, left.size(), left::toString);
            for (Path file : left) {
                Files.delete(file);
            }
        }
    }
}
