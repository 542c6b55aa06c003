package org.estreamer.simulator.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFolderTest {
    @TempDir
    Path data;

    @Test
    void shouldMakeAllKeysAtTheFirstStart() throws Exception {
        KeyFolder.open(data.resolve("keys"));
        assertEquals(
                Set.of("ca.pem", "client.key", "client.p12", "client.pem", "password", "server.p12"),
                new TreeSet<>(contents().keySet()));
        assertTrue(Files.readString(data.resolve("keys/client.key")).startsWith("-----BEGIN PRIVATE KEY-----\n"));
    }

    @Test
    void shouldUseTheKeysAgain() throws Exception {
        KeyFolder.open(data.resolve("keys"));
        Map<String, List<Byte>> before = contents();
        KeyFolder.open(data.resolve("keys"));
        assertEquals(before, contents());
    }

    @Test
    void shouldHaveAPasswordOfItsOwn() throws Exception {
        KeyFolder.open(data.resolve("one"));
        KeyFolder.open(data.resolve("two"));
        String one = Files.readString(data.resolve("one/password"));
        String two = Files.readString(data.resolve("two/password"));
        assertTrue(one.length() >= 32, () -> "only " + one.length());
        assertFalse(one.equals(two));
    }

    @Test
    void shouldLetOnlyTheOwnerReadThem() throws Exception {
        Path folder = data.resolve("keys");
        KeyFolder.open(folder);
        Files.setPosixFilePermissions(folder.resolve("client.key"), PosixFilePermissions.fromString("rw-r--r--"));
        KeyFolder.open(folder);
        assertEquals(PosixFilePermissions.fromString("rwx------"), Files.getPosixFilePermissions(folder));
        Set<PosixFilePermission> ownerOnly = PosixFilePermissions.fromString("rw-------");
        for (String file : contents().keySet()) {
            assertEquals(ownerOnly, Files.getPosixFilePermissions(folder.resolve(file)), file);
        }
    }

    @Test
    void shouldLeaveNothingUnfinishedBehind() throws Exception {
        KeyFolder.open(data.resolve("keys"));
        try (var left = Files.list(data)) {
            assertEquals(List.of(data.resolve("keys")), left.toList());
        }
    }

    @Test
    void shouldRefuseDamagedKeys() throws Exception {
        KeyFolder.open(data.resolve("keys"));
        Files.write(data.resolve("keys/server.p12"), new byte[10]);
        assertThrows(IOException.class, () -> KeyFolder.open(data.resolve("keys")));
    }

    private Map<String, List<Byte>> contents() throws IOException {
        Map<String, List<Byte>> contents = new HashMap<>();
        try (var files = Files.list(data.resolve("keys"))) {
            for (Path file : files.toList()) {
                contents.put(file.getFileName().toString(), boxed(Files.readAllBytes(file)));
            }
        }
        return contents;
    }

    private static List<Byte> boxed(byte[] bytes) {
        List<Byte> boxed = new ArrayList<>();
        for (byte b : bytes) {
            boxed.add(b);
        }
        return boxed;
    }
}
