package org.estreamer.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An output of a durable file in a folder that it has to make, and what is said about it. */
final class DurableOutput {
    final Path side;
    final Path path;
    final List<String> notices = new ArrayList<>();

    DurableOutput(Path temp) {
        side = temp.resolve("made/out.log.position");
        path = temp.resolve("made/out.log");
    }

    DurableFile open() {
        return new DurableFile(side, notices::add);
    }

    /** Opens an output that has no position, and begins its file. */
    DurableFile resumed(String server) throws Exception {
        return begun(open(), server);
    }

    DurableFile resumed(String server, FullDisk disk) throws Exception {
        return begun(new DurableFile(side, new Claim(side, "a test"), FileAccess.OWNER, notices::add, disk), server);
    }

    private static DurableFile begun(DurableFile file, String server) throws Exception {
        assertEquals(Optional.empty(), file.resume(server));
        file.begin("out.log");
        return file;
    }

    String text() throws IOException {
        return Files.readString(path);
    }

    long countFiles(String part) throws IOException {
        try (var files = Files.list(side.getParent())) {
            return files.filter(file -> file.toString().contains(part)).count();
        }
    }

    static void append(DurableFile file, String record) throws Exception {
        byte[] bytes = bytes(record);
        file.append(bytes, 0, bytes.length);
    }

    static void persist(DurableFile file, String server, String position) throws IOException {
        file.persist(Map.of(server, bytes(position)));
    }

    static void assertPosition(String expected, Optional<byte[]> actual) {
        assertArrayEquals(bytes(expected), actual.orElseThrow());
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
