package org.estreamer.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.io.TempDir;

/** The side file of a durable output, whatever is in it: read or set aside, and nothing but the output is touched. */
class PositionFileFuzzTest {
    private static final String RECORDS = "one\ntwo\nthree\n";
    private static final String OTHERS = "not ours";

    @TempDir
    Path folder;

    @FuzzTest
    void shouldResumeOrSetTheFileAside(byte[] content) throws Exception {
        check(content);
        // with a right checksum, so that what is behind it is reached
        CRC32C crc = new CRC32C();
        crc.update(content);
        check(ByteBuffer.allocate(content.length + Long.BYTES)
                .put(content)
                .putLong(crc.getValue())
                .array());
    }

    private void check(byte[] content) throws Exception {
        Path output = Files.createDirectories(folder.resolve("output"));
        Path others = Files.writeString(folder.resolve("events.jsonl"), OTHERS);
        Files.writeString(output.resolve("events.jsonl"), RECORDS);
        Path side = Files.write(output.resolve("positions"), content);
        try (DurableFile file = new DurableFile(side, notice -> {})) {
            byte[] first = file.resume("fmc").orElse(null);
            assertArrayEquals(first, file.resume("fmc").orElse(null));
        } catch (FileSystemException e) {
            assertNotNull(e.getFile(), "a name that the file system refuses");
        }
        assertEquals(OTHERS, Files.readString(others));
        try (var walk = Files.walk(output)) {
            List<Path> deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        }
    }
}
