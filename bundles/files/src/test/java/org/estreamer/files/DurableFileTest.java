package org.estreamer.files;

import static org.estreamer.files.DurableOutput.append;
import static org.estreamer.files.DurableOutput.assertPosition;
import static org.estreamer.files.DurableOutput.bytes;
import static org.estreamer.files.DurableOutput.persist;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.estreamer.plugin.UnavailableException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFileTest {
    private DurableOutput out;

    @BeforeEach
    void output(@TempDir Path temp) {
        out = new DurableOutput(temp);
    }

    @Test
    void shouldCutOffWhatWasWrittenAfterThePosition() throws Exception {
        DurableFile first = out.resumed("lab");
        append(first, "one\n");
        persist(first, "lab", "1");
        append(first, "two\n");
        first.close();
        assertEquals("one\ntwo\n", out.text());

        DurableFile second = out.open();
        assertPosition("1", second.resume("lab"));
        assertEquals("one\n", out.text());
        append(second, "two again\n");
        second.close();
        assertEquals("one\ntwo again\n", out.text());
        assertEquals(List.of(), out.notices);
    }

    @Test
    void shouldForgetEverythingWhereNothingWasPersisted() throws Exception {
        DurableFile first = out.resumed("lab");
        append(first, "one\n");
        first.close();
        assertEquals(Optional.empty(), out.open().resume("lab"));
        assertFalse(Files.exists(out.path));
    }

    @Test
    void shouldKeepWhatWasThereBeforeTheFirstStart() throws Exception {
        Files.createDirectories(out.path.getParent());
        Files.writeString(out.path, "old\n");
        DurableFile first = out.resumed("lab");
        append(first, "one\n");
        first.close();
        assertEquals("old\none\n", out.text());
        out.open().resume("lab");
        assertEquals("old\n", out.text());
    }

    @Test
    void shouldKeepThePositionsOfAllServersTogether() throws Exception {
        DurableFile first = out.resumed("a");
        append(first, "a1\n");
        first.persist(Map.of("a", bytes("1")));
        assertEquals(Optional.empty(), first.resume("b"));
        append(first, "b1\n");
        first.persist(Map.of("b", bytes("1")));
        append(first, "a2\n");
        first.persist(Map.of("a", bytes("2")));
        first.close();

        DurableFile second = out.open();
        assertPosition("1", second.resume("b"));
        assertPosition("2", second.resume("a"));
        assertEquals("a1\nb1\na2\n", out.text());
    }

    @Test
    void shouldCutNothingThatIsPersisted() throws Exception {
        DurableFile file = out.resumed("a");
        append(file, "a1\n");
        file.persist(Map.of());
        file.resume("b");
        append(file, "b1\n");
        file.close();
        assertEquals("a1\nb1\n", out.text());
    }

    @Test
    void shouldDeleteFilesBegunAfterThePosition() throws Exception {
        DurableFile first = out.resumed("lab");
        append(first, "one\n");
        persist(first, "lab", "1");
        append(first, "two\n");
        first.begin("next.log");
        append(first, "three\n");
        first.close();
        assertEquals("one\ntwo\n", out.text());
        assertTrue(Files.exists(out.path.resolveSibling("next.log")));

        DurableFile second = out.open();
        assertPosition("1", second.resume("lab"));
        assertEquals("one\n", out.text());
        assertFalse(Files.exists(out.path.resolveSibling("next.log")));
        assertEquals(4, second.length());
    }

    @Test
    void shouldGoOnInTheFileThatThePositionWasTakenIn() throws Exception {
        DurableFile first = out.resumed("lab");
        append(first, "one\n");
        first.begin("next.log");
        append(first, "two\n");
        persist(first, "lab", "2");
        first.close();

        DurableFile second = out.open();
        assertPosition("2", second.resume("lab"));
        append(second, "three\n");
        second.close();
        assertEquals("one\n", out.text());
        assertEquals("two\nthree\n", Files.readString(out.path.resolveSibling("next.log")));
    }

    @Test
    void shouldGoBackToThePositionWhereverItIsAheadOfIt() throws Exception {
        DurableFile file = out.resumed("a");
        append(file, "a1\n");
        persist(file, "a", "1");
        append(file, "a2\n");
        file.begin("next.log");
        append(file, "a3\n");
        assertEquals(Optional.empty(), file.resume("b"));
        assertEquals("a1\n", out.text());
        assertFalse(Files.exists(out.path.resolveSibling("next.log")));
        append(file, "b1\n");
        persist(file, "b", "1");
        assertPosition("1", file.resume("a"));
        file.close();
        assertEquals("a1\nb1\n", out.text());
    }

    @Test
    void shouldSetThePositionsAsideWhereNobodyAsksForThem() throws Exception {
        DurableFile first = out.resumed("lab");
        append(first, "one\n");
        persist(first, "lab", "1");
        first.close();
        DurableFile second = out.open();
        second.begin("out.log");
        append(second, "two\n");
        second.close();
        assertEquals(Optional.empty(), out.open().resume("lab"));
        assertEquals("one\ntwo\n", out.text());
    }

    @Test
    void shouldLetOnlyTheOwnerReadWhatItMakes() throws Exception {
        DurableFile file = out.resumed("lab");
        append(file, "one\n");
        persist(file, "lab", "1");
        file.close();
        for (Path path : List.of(out.path, out.side)) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
        }
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(out.path.getParent())));
    }

    @Test
    void shouldKeepNoPositionAfterItWasClosed() throws Exception {
        DurableFile first = out.resumed("lab");
        append(first, "one\n");
        persist(first, "lab", "1");
        append(first, "two\n");
        first.close();
        // a call that hung until others went on in the file
        IOException late = assertThrows(IOException.class, () -> persist(first, "lab", "2"));
        assertTrue(late.getMessage().contains("closed"), late.getMessage());
        assertPosition("1", out.open().resume("lab"));
        assertEquals("one\n", out.text());
    }

    @Test
    void shouldCutNothingWhileAnotherOutputHasTheFile() throws Exception {
        DurableFile first = out.resumed("lab");
        append(first, "one\n");
        persist(first, "lab", "1");
        append(first, "two\n");
        first.flush();
        DurableFile second = out.open();
        assertThrows(UnavailableException.class, () -> second.resume("lab"));
        second.begin("out.log");
        assertThrows(UnavailableException.class, () -> append(second, "another's\n"));
        assertThrows(IOException.class, () -> persist(second, "lab", "9"));
        assertEquals("one\ntwo\n", out.text());
        persist(first, "lab", "2");
        first.close();

        assertPosition("2", second.resume("lab"));
        append(second, "three\n");
        second.close();
        assertEquals("one\ntwo\nthree\n", out.text());
    }

    @Test
    void shouldLeaveTheFileToTheNextWhereARecordComesAfterItWasClosed() throws Exception {
        DurableFile first = out.resumed("lab");
        append(first, "one\n");
        persist(first, "lab", "1");
        first.close();
        first.begin("out.log");
        UnavailableException late = assertThrows(UnavailableException.class, () -> append(first, "late\n"));
        assertTrue(late.getMessage().contains("closed"), late.getMessage());
        DurableFile second = out.open();
        assertPosition("1", second.resume("lab"));
        assertEquals("one\n", out.text());
        second.close();
        assertThrows(IOException.class, () -> first.resume("lab"));
    }

    @Test
    void shouldRefuseARecordBeforeAFileWasBegun() {
        assertThrows(IllegalStateException.class, () -> append(out.open(), "one\n"));
    }
}
