package org.estreamer.files;

import static org.estreamer.files.DurableOutput.append;
import static org.estreamer.files.DurableOutput.assertPosition;
import static org.estreamer.files.DurableOutput.persist;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Log rotation while nobody looks: whatever became of the file, each record is in one of them once. */
class RotatedOutputTest {
    private DurableOutput out;
    private Path rotated;

    @BeforeEach
    void output(@TempDir Path temp) {
        out = new DurableOutput(temp);
        rotated = out.path.resolveSibling("out.log.1");
    }

    /** A process that was killed: "one" is covered by its position, "two" is not. */
    private void crashAfterTwo() throws Exception {
        DurableFile first = out.resumed("lab");
        append(first, "one\n");
        persist(first, "lab", "1");
        append(first, "two\n");
        first.close();
    }

    /** The next start, which is given "two" again. */
    private DurableFile startAgain() throws Exception {
        DurableFile second = out.open();
        assertPosition("1", second.resume("lab"));
        if (!second.isOpen()) {
            second.begin("out.log");
        }
        append(second, "two\n");
        persist(second, "lab", "2");
        return second;
    }

    @Test
    void shouldCutTheFileThatWasRenamedWhileItWasDown() throws Exception {
        crashAfterTwo();
        Files.move(out.path, rotated);
        startAgain().close();
        assertEquals("one\n", Files.readString(rotated));
        assertEquals("two\n", out.text());
        assertTrue(out.notices.toString().contains("is now out.log.1"), out.notices.toString());
    }

    @Test
    void shouldLeaveTheNewFileThatRotationMadeInItsPlace() throws Exception {
        crashAfterTwo();
        Files.move(out.path, rotated);
        Files.writeString(out.path, "# made by rotation, longer than what was kept\n");
        startAgain().close();
        assertEquals("one\n", Files.readString(rotated));
        assertEquals("# made by rotation, longer than what was kept\ntwo\n", out.text());
    }

    @Test
    void shouldFindTheRenamedFileAmongOlderOnes() throws Exception {
        crashAfterTwo();
        Files.move(out.path, out.path.resolveSibling("out.log-20260131"));
        Files.writeString(rotated, "one\ntwo\nof another day\n");
        startAgain().close();
        assertEquals("one\n", Files.readString(out.path.resolveSibling("out.log-20260131")));
        assertEquals("one\ntwo\nof another day\n", Files.readString(rotated));
    }

    @Test
    void shouldCutTheCopyOfAFileThatWasEmptiedWhileItWasDown() throws Exception {
        crashAfterTwo();
        copyAndEmpty();
        startAgain().close();
        assertEquals("one\n", Files.readString(rotated));
        assertEquals("two\n", out.text());
    }

    @Test
    void shouldKeepApartWhatWasWrittenBeforeAndAfterAFileWasEmptied() throws Exception {
        DurableFile first = out.resumed("lab");
        append(first, "one\n");
        persist(first, "lab", "1");
        append(first, "two\n");
        first.flush();
        copyAndEmpty();
        append(first, "three, and so the file is longer than it was kept\n");
        first.close();
        startAgain().close();
        assertEquals("one\n", Files.readString(rotated));
        assertEquals("two\n", out.text());
    }

    @Test
    void shouldForgetARenamedFileOfWhichNothingWasPersisted() throws Exception {
        DurableFile first = out.resumed("lab");
        append(first, "one\n");
        first.close();
        Files.move(out.path, rotated);
        assertEquals(Optional.empty(), out.open().resume("lab"));
        assertFalse(Files.exists(rotated));
    }

    @Test
    void shouldCutAFileThatWasRenamedJustBeforeTheCrash() throws Exception {
        DurableFile first = out.resumed("lab");
        append(first, "one\n");
        persist(first, "lab", "1");
        first.flush();
        Files.move(out.path, rotated);
        append(first, "two\n");
        first.close();
        assertEquals("one\ntwo\n", Files.readString(rotated));
        startAgain().close();
        assertEquals("one\n", Files.readString(rotated));
        assertEquals("two\n", out.text());
    }

    @Test
    void shouldGoOnInAFolderThatWasCopiedElsewhere() throws Exception {
        DurableFile first = out.resumed("lab");
        append(first, "one\n");
        persist(first, "lab", "1");
        first.begin("out.log.next");
        append(first, "two\n");
        first.close();
        Path elsewhere = out.path.getParent().resolveSibling("elsewhere");
        Files.createDirectory(elsewhere);
        for (String name : List.of("out.log", "out.log.next", "out.log.position")) {
            Files.copy(out.path.resolveSibling(name), elsewhere.resolve(name));
        }
        try (DurableFile second = new DurableFile(elsewhere.resolve("out.log.position"), out.notices::add)) {
            assertPosition("1", second.resume("lab"));
            assertEquals("one\n", Files.readString(elsewhere.resolve("out.log")));
            assertFalse(Files.exists(elsewhere.resolve("out.log.next")));
        }
    }

    @Test
    void shouldNotCutWhatWasEditedAndSaySo() throws Exception {
        crashAfterTwo();
        Files.writeString(out.path, "uno\ndos\n");
        startAgain().close();
        assertEquals("uno\ndos\ntwo\n", out.text());
        assertTrue(out.notices.toString().contains("may come twice"), out.notices.toString());
    }

    @Test
    void shouldSayThatAFileIsGone() throws Exception {
        crashAfterTwo();
        Files.delete(out.path);
        startAgain().close();
        assertEquals("two\n", out.text());
        assertTrue(out.notices.toString().contains("is gone"), out.notices.toString());
        assertEquals(1, out.notices.size());
    }

    @Test
    void shouldLeaveFilesOfOtherNamesAlone() throws Exception {
        crashAfterTwo();
        Path other = out.path.resolveSibling("mine.txt");
        Files.move(out.path, other);
        startAgain().close();
        assertEquals("one\ntwo\n", Files.readString(other));
        assertEquals(List.of("out.log"), files("out.log"));
    }

    private List<String> files(String name) throws Exception {
        try (var files = Files.list(out.path.getParent())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name::equals)
                    .toList();
        }
    }

    private void copyAndEmpty() throws Exception {
        Files.copy(out.path, rotated);
        try (RandomAccessFile file = new RandomAccessFile(out.path.toFile(), "rw")) {
            file.setLength(0);
        }
    }
}
