package org.estreamer.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files whose checksum is right and whose content is not. */
class PositionFileTest {
    @TempDir
    Path folder;

    private final List<String> notices = new ArrayList<>();

    @Test
    void shouldReadWhatItWrote() throws IOException {
        Checkpoint checkpoint = new Checkpoint(
                List.of(new Checkpoint.Mark("events.jsonl", 7, 11, 12), new Checkpoint.Mark("next.jsonl", 0, 13, 14)),
                Map.of("fmc", new byte[] {1, 2, 3}, "lab", new byte[0]));
        file().write(checkpoint);
        Checkpoint read = file().read().orElseThrow();
        assertEquals(checkpoint.marks(), read.marks());
        assertEquals(checkpoint.positions().keySet(), read.positions().keySet());
        assertArrayEquals(checkpoint.positions().get("fmc"), read.positions().get("fmc"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../others.txt", "/etc/passwd", "a/b", "", ".", "..", "a\0b"})
    void shouldRefuseNamesThatAreNoneOfItsFolder(String name) throws IOException {
        assertSetAside(out -> {
            out.writeInt(1);
            out.writeUTF(name);
            out.writeLong(0);
            out.writeLong(0);
            out.writeLong(0);
            out.writeInt(0);
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE})
    void shouldRefuseLengthsThatCannotBe(long length) throws IOException {
        assertSetAside(out -> {
            out.writeInt(1);
            out.writeUTF("events.jsonl");
            out.writeLong(length);
            out.writeLong(0);
            out.writeLong(0);
            out.writeInt(0);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1, Integer.MAX_VALUE})
    void shouldRefusePositionsThatAreNotThere(int length) throws IOException {
        assertSetAside(out -> {
            out.writeInt(0);
            out.writeInt(1);
            out.writeUTF("fmc");
            out.writeInt(length);
        });
    }

    @Test
    void shouldRefuseWhatComesBehindTheEnd() throws IOException {
        assertSetAside(out -> out.write(new byte[9]));
    }

    private interface Content {
        void write(DataOutputStream out) throws IOException;
    }

    private void assertSetAside(Content content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(0x65535002);
        content.write(out);
        CRC32C crc = new CRC32C();
        crc.update(bytes.toByteArray());
        out.writeLong(crc.getValue());
        Files.write(folder.resolve("side"), bytes.toByteArray());
        assertEquals(Optional.empty(), file().read());
        assertTrue(notices.get(0).contains("is damaged"), notices.toString());
    }

    private PositionFile file() {
        return new PositionFile(folder.resolve("side"), notices::add);
    }
}
