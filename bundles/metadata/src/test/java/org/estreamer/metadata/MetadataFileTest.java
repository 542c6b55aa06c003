package org.estreamer.metadata;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32C;
import org.estreamer.pipeline.log.LogPosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetadataFileTest {
    private static final LogPosition POSITION = new LogPosition(77, 1, 1234, 1_700_000_000);
    private static final LogPosition LATER = new LogPosition(77, 1, 5678, 1_700_000_999);
    private static final Snapshot SNAPSHOT = new Snapshot(
            POSITION, 5, new long[] {3, 900}, new byte[][] {{0, 1, 0, 4, 0, 0, 0, 0}, {0, 1, 0, 4, 0, 0, 0, 1, 9}});

    @TempDir
    private Path folder;

    @Test
    void shouldReadWhatItWrote() throws IOException {
        file().save(SNAPSHOT);

        assertSame(SNAPSHOT, file().load());
        assertEquals("rw-------", permissions("alpha.metadata"));
    }

    @Test
    void shouldFindNothingWhereNothingIs() {
        assertTrue(file().load().isEmpty());
    }

    @Test
    void shouldKeepServersWithAnyNameApart() throws IOException {
        new MetadataFile(folder, "../a/b").save(SNAPSHOT);

        assertTrue(new MetadataFile(folder, "../a/c").load().isEmpty());
        assertSame(SNAPSHOT, new MetadataFile(folder, "../a/b").load());
        assertTrue(Files.exists(folder.resolve("%2E.%2Fa%2Fb.metadata")));
    }

    @Test
    void shouldGoOnFromWhereNothingHadChanged() throws IOException {
        MetadataFile file = file();
        file.save(SNAPSHOT);
        file.saveProgress(LATER);

        assertEquals(LATER, file().load().orElseThrow().position());
    }

    @Test
    void shouldPassOverAPositionOfOtherMetadata() throws IOException {
        MetadataFile file = file();
        file.save(SNAPSHOT);
        file.saveProgress(LATER);
        file.save(new Snapshot(POSITION, 6, SNAPSHOT.numbers(), SNAPSHOT.messages()));

        assertEquals(POSITION, file().load().orElseThrow().position());
    }

    @Test
    void shouldPassOverAWriteThatWasCut() throws IOException {
        file().save(SNAPSHOT);
        Files.write(folder.resolve("alpha.metadata.new"), new byte[] {1, 2, 3});

        assertSame(SNAPSHOT, file().load());
        file().save(SNAPSHOT);
        assertSame(SNAPSHOT, file().load());
    }

    @Test
    void shouldTakeNothingThatIsCut() {
        byte[] whole = MetadataFile.encode(SNAPSHOT);
        for (int length = 0; length < whole.length; length++) {
            assertTrue(MetadataFile.decode(Arrays.copyOf(whole, length)).isEmpty());
        }
        byte[] progress = MetadataFile.encodeProgress(POSITION, 9);
        for (int length = 0; length < progress.length; length++) {
            assertTrue(MetadataFile.decodeProgress(Arrays.copyOf(progress, length), 9)
                    .isEmpty());
        }
    }

    @Test
    void shouldTakeNothingWithAFlippedBit() {
        byte[] whole = MetadataFile.encode(SNAPSHOT);
        byte[] progress = MetadataFile.encodeProgress(POSITION, 9);
        for (int bit = 0; bit < 8 * whole.length; bit++) {
            assertTrue(MetadataFile.decode(flipped(whole, bit)).isEmpty());
        }
        for (int bit = 0; bit < 8 * progress.length; bit++) {
            assertTrue(MetadataFile.decodeProgress(flipped(progress, bit), 9).isEmpty());
        }
    }

    @Test
    void shouldBelieveNoLengthThoughTheChecksumIsRight() {
        Random random = new Random(1);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = MetadataFile.encode(SNAPSHOT);
            for (int i = random.nextInt(4); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            seal(bytes);
            MetadataFile.decode(bytes).ifPresent(read -> assertArrayEquals(bytes, MetadataFile.encode(read)));
        }
    }

    @Test
    void shouldTellOfDamageAndGoOnWithoutIt() throws IOException {
        Files.write(folder.resolve("alpha.metadata"), flipped(MetadataFile.encode(SNAPSHOT), 100));

        assertTrue(file().load().isEmpty());
    }

    private MetadataFile file() {
        return new MetadataFile(folder, "alpha");
    }

    private String permissions(String name) throws IOException {
        return java.nio.file.attribute.PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve(name)));
    }

    private static void assertSame(Snapshot expected, Optional<Snapshot> actual) {
        assertArrayEquals(MetadataFile.encode(expected), MetadataFile.encode(actual.orElseThrow()));
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] flipped = bytes.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        return flipped;
    }

    private static void seal(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length - 4);
        java.nio.ByteBuffer.wrap(bytes).putInt(bytes.length - 4, (int) crc.getValue());
    }
}
