package org.estreamer.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PositionStoreTest {
    private static final Position FIRST = new Position(100, new long[] {100}, new long[] {1});
    private static final Position SECOND = new Position(200, new long[] {201}, new long[] {2});

    @TempDir
    Path data;

    @Test
    void shouldReadBackTheLastPositionOfEachServerAndPlugin() throws Exception {
        PositionStore store = new PositionStore(data);
        store.save("a", "one", FIRST);
        store.save("a", "one", SECOND);
        store.save("b", "one", FIRST);
        assertEquals(Optional.of(SECOND), store.load("a", "one"));
        assertEquals(Optional.of(FIRST), store.load("b", "one"));
        assertEquals(Optional.empty(), store.load("b", "two"));
    }

    @Test
    void shouldSetADamagedFileAsideAndGoOnFromTheOneBefore() throws Exception {
        PositionStore store = new PositionStore(data);
        store.save("a", "one", FIRST);
        store.save("a", "one", SECOND);
        Path file = data.resolve("positions/a/one.position");
        Files.write(file, new byte[] {1, 2, 3});

        assertEquals(Optional.of(FIRST), store.load("a", "one"));
        assertEquals(1, names("one.position.damaged-").size());

        store.save("a", "one", SECOND);
        assertEquals(Optional.of(SECOND), store.load("a", "one"));
    }

    @Test
    void shouldSetBothAsideWhenBothAreDamaged() throws Exception {
        PositionStore store = new PositionStore(data);
        store.save("a", "one", FIRST);
        store.save("a", "one", SECOND);
        Files.write(data.resolve("positions/a/one.position"), new byte[0]);
        Files.write(data.resolve("positions/a/one.position.previous"), new byte[100]);
        assertEquals(Optional.empty(), store.load("a", "one"));
        assertEquals(1, names("one.position.damaged-").size());
        assertEquals(1, names("one.position.previous.damaged-").size());
    }

    @Test
    void shouldGoOnFromTheOneBeforeAfterACrashBetweenTheTwoRenames() throws Exception {
        PositionStore store = new PositionStore(data);
        store.save("a", "one", FIRST);
        Path file = data.resolve("positions/a/one.position");
        Files.move(file, file.resolveSibling("one.position.previous"));
        Files.write(file.resolveSibling("one.position.new"), new byte[5]);
        assertEquals(Optional.of(FIRST), store.load("a", "one"));
        store.save("a", "one", SECOND);
        assertEquals(Optional.of(SECOND), store.load("a", "one"));
    }

    @Test
    void shouldKnowWhereAPluginBeganUntilItHasAPosition() throws Exception {
        PositionStore store = new PositionStore(data);
        assertEquals(Optional.empty(), store.loadBeginning("a", "one"));
        store.saveBeginning("a", "one", Position.before(98));
        assertEquals(Optional.of(Position.before(98)), store.loadBeginning("a", "one"));
        assertEquals(Optional.empty(), store.loadBeginning("a", "two"));
        store.forgetBeginning("a", "one");
        store.forgetBeginning("a", "one");
        assertEquals(Optional.empty(), store.loadBeginning("a", "one"));
    }

    @Test
    void shouldKeepFilesReadableByTheirOwnerOnly() throws Exception {
        new PositionStore(data).save("a", "one", FIRST);
        Path file = data.resolve("positions/a/one.position");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
    }

    @Test
    void shouldKeepAnyNameInsideItsFolder() throws Exception {
        PositionStore store = new PositionStore(data);
        for (String name : List.of("../../up", "/etc/x", ".", "..", "a b", "ü", "file~alerts", "x#2", "C:\\y")) {
            store.save(name, name, FIRST);
            assertEquals(Optional.of(FIRST), store.load(name, name));
        }
        assertTrue(Files.exists(data.resolve("positions/file~alerts/file~alerts.position")));
        try (Stream<Path> servers = Files.list(data.resolve("positions"))) {
            assertEquals(9, servers.count());
        }
        try (Stream<Path> all = Files.list(data)) {
            assertEquals(1, all.count());
        }
    }

    @Test
    void shouldFailToReadWhatIsThereButCannotBeRead() throws Exception {
        Files.createDirectories(data.resolve("positions/a/one.position/inside"));
        assertThrows(IOException.class, () -> new PositionStore(data).load("a", "one"));
    }

    @Test
    void shouldRememberWhichPluginsWereThere() {
        PositionStore store = new PositionStore(data);
        assertEquals(Optional.empty(), store.loadPresent());
        store.savePresent(List.of("one", "file~alerts"));
        assertEquals(Optional.of(Set.of("one", "file~alerts")), store.loadPresent());
        store.savePresent(List.of());
        assertEquals(Optional.of(Set.of()), store.loadPresent());
    }

    private List<String> names(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("positions/a"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(prefix))
                    .toList();
        }
    }
}
