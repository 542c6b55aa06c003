package org.estreamer.files;

import static org.estreamer.files.DurableOutput.append;
import static org.estreamer.files.DurableOutput.assertPosition;
import static org.estreamer.files.DurableOutput.persist;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.estreamer.plugin.LostOutputException;
import org.estreamer.plugin.UnavailableException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a disk, a crash and other processes do to an output. */
class DurableFileFaultTest {
    private static final String BIG = "x".repeat(300_000) + "\n";

    private DurableOutput out;

    @BeforeEach
    void output(@TempDir Path temp) {
        out = new DurableOutput(temp);
    }

    @Test
    void shouldGoOnFromThePositionBeforeADamagedOne() throws Exception {
        DurableFile first = out.resumed("lab");
        append(first, "one\n");
        persist(first, "lab", "1");
        append(first, "two\n");
        persist(first, "lab", "2");
        first.close();
        byte[] damaged = Files.readAllBytes(out.side);
        damaged[damaged.length / 2] ^= 1;
        Files.write(out.side, damaged);

        assertPosition("1", out.open().resume("lab"));
        assertEquals("one\n", out.text());
        assertTrue(out.notices.get(0).contains(out.side + " is damaged"), out.notices.toString());
        assertEquals(1, out.countFiles(".position.aside-"));
    }

    @Test
    void shouldSurviveSideFilesCutAtEveryByte() throws Exception {
        DurableFile first = out.resumed("lab");
        append(first, "one\n");
        persist(first, "lab", "1");
        first.close();
        byte[] whole = Files.readAllBytes(out.side);
        for (int length = 0; length < whole.length; length++) {
            Files.write(out.side, Arrays.copyOf(whole, length));
            Files.deleteIfExists(out.side.resolveSibling(out.side.getFileName() + ".previous"));
            try (DurableFile second = out.open()) {
                assertEquals(Optional.empty(), second.resume("lab"), "cut at " + length);
            }
            assertEquals("one\n", out.text());
        }
    }

    @Test
    void shouldGoOnFromThePositionBeforeWhereACrashCameBetweenTheTwo() throws Exception {
        DurableFile first = out.resumed("lab");
        append(first, "one\n");
        persist(first, "lab", "1");
        first.close();
        Files.move(
                out.side,
                out.side.resolveSibling(out.side.getFileName() + ".previous"),
                StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(out.side.resolveSibling(out.side.getFileName() + ".new"), "half");

        DurableFile second = out.open();
        assertPosition("1", second.resume("lab"));
        append(second, "two\n");
        persist(second, "lab", "2");
        second.close();
        assertPosition("2", out.open().resume("lab"));
        assertEquals(List.of(), out.notices);
    }

    @Test
    void shouldAppendWhereTheFileIsShorterThanRecorded() throws Exception {
        DurableFile first = out.resumed("lab");
        append(first, "one\n");
        persist(first, "lab", "1");
        first.close();
        Files.writeString(out.path, "o\n");

        DurableFile second = out.open();
        assertPosition("1", second.resume("lab"));
        append(second, "two\n");
        second.close();
        assertEquals("o\ntwo\n", out.text());
        assertTrue(out.notices.get(0).contains("2 bytes where 4 were kept"), out.notices.toString());
    }

    @Test
    void shouldBeginANewFileAfterTheOldOneWasMovedAway() throws Exception {
        DurableFile file = out.resumed("lab");
        append(file, "one\n");
        persist(file, "lab", "1");
        Path moved = out.path.resolveSibling("out.log.1");
        Files.move(out.path, moved);
        append(file, "two\n");
        persist(file, "lab", "2");
        assertFalse(file.isOpen());
        file.begin("out.log");
        append(file, "three\n");
        persist(file, "lab", "3");
        append(file, "lost\n");
        file.close();

        assertPosition("3", out.open().resume("lab"));
        assertEquals("one\ntwo\n", Files.readString(moved));
        assertEquals("three\n", out.text());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldNotCountAsKeptWhatIsInADeletedFile() throws Exception {
        try (DurableFile file = out.resumed("lab")) {
            append(file, "one\n");
            persist(file, "lab", "1");
            append(file, "two\n");
            file.flush();
            Files.delete(out.path);
            append(file, "three\n");
            LostOutputException lost = assertThrows(LostOutputException.class, () -> persist(file, "lab", "3"));
            assertTrue(lost.getMessage().contains(out.path + " was deleted"), lost.getMessage());

            assertPosition("1", file.resume("lab"));
            file.begin("out.log");
            append(file, "two\n");
            append(file, "three\n");
            persist(file, "lab", "3");
        }
        assertEquals("two\nthree\n", out.text());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldNotCountAsKeptWhatIsInAFileThatWasDeletedBeforeOthersFollowed() throws Exception {
        Path next = out.path.resolveSibling("out.log.next");
        Path last = out.path.resolveSibling("out.log.last");
        try (DurableFile file = out.resumed("lab")) {
            append(file, "one\n");
            persist(file, "lab", "1");
            append(file, "two\n");
            Files.delete(out.path);
            file.begin("out.log.next");
            append(file, "three\n");
            file.begin("out.log.last");
            append(file, "four\n");
            LostOutputException lost = assertThrows(LostOutputException.class, () -> persist(file, "lab", "4"));
            assertTrue(lost.getMessage().contains(out.path + " was deleted"), lost.getMessage());
            assertThrows(LostOutputException.class, () -> persist(file, "lab", "4"), "it is as lost as before");

            assertPosition("1", file.resume("lab"));
            assertFalse(Files.exists(next), "what is written once more would be in there, too");
            assertFalse(Files.exists(last));
            file.begin("out.log");
            append(file, "two\nthree\nfour\n");
            persist(file, "lab", "4");
        }
        assertEquals("two\nthree\nfour\n", out.text());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldCutANewFileWithTheNameOfTheDeletedOne() throws Exception {
        try (DurableFile file = out.resumed("lab")) {
            append(file, "one\n");
            persist(file, "lab", "1");
            append(file, "two\n");
            Files.delete(out.path);
            file.begin("out.log");
            append(file, "three\n");
            assertThrows(LostOutputException.class, () -> persist(file, "lab", "3"));

            assertPosition("1", file.resume("lab"));
            file.begin("out.log");
            append(file, "two\nthree\n");
            persist(file, "lab", "3");
        }
        assertEquals("two\nthree\n", out.text());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldKnowItsPositionWhereTheWholeFolderWasDeleted() throws Exception {
        try (DurableFile file = out.resumed("lab")) {
            append(file, "one\n");
            persist(file, "lab", "1");
            append(file, "two\n");
            deleteFolder();
            assertThrows(LostOutputException.class, () -> persist(file, "lab", "2"));

            assertPosition("1", file.resume("lab"));
            file.begin("out.log");
            append(file, "two\n");
            persist(file, "lab", "2");
        }
        assertEquals("two\n", out.text());
        assertPosition("2", out.open().resume("lab"));
    }

    private void deleteFolder() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(out.path.getParent())) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(out.path.getParent());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldTakeAFileForLostOnlyWhereSomethingWasWrittenSinceThePosition() throws Exception {
        try (DurableFile file = out.resumed("lab")) {
            append(file, "one\n");
            persist(file, "lab", "1");
            Files.delete(out.path);
            persist(file, "lab", "2");
            assertFalse(file.isOpen(), "the next record begins a new file");
            file.begin("out.log");
            append(file, "three\n");
            persist(file, "lab", "3");
        }
        assertEquals("three\n", out.text());
    }

    @Test
    void shouldTakeARenamedFileForNoLossWhereAnotherFollows() throws Exception {
        Path moved = out.path.resolveSibling("out.log.1");
        try (DurableFile file = out.resumed("lab")) {
            append(file, "one\n");
            persist(file, "lab", "1");
            append(file, "two\n");
            Files.move(out.path, moved);
            file.begin("out.log.next");
            append(file, "three\n");
            persist(file, "lab", "3");
        }
        assertEquals("one\ntwo\n", Files.readString(moved));
        assertEquals("three\n", Files.readString(out.path.resolveSibling("out.log.next")));
    }

    @Test
    void shouldGoOnInANewFileWhereTheOldOneWasMovedAwayWhileStopped() throws Exception {
        DurableFile first = out.resumed("lab");
        append(first, "one\n");
        persist(first, "lab", "1");
        first.close();
        Files.delete(out.path);

        DurableFile second = out.open();
        assertPosition("1", second.resume("lab"));
        second.begin("out.log");
        append(second, "much more than one\n");
        second.close();

        assertPosition("1", out.open().resume("lab"));
        assertFalse(Files.exists(out.path));
    }

    @Test
    void shouldLeaveNoHoleWhereTheFileWasCutFromOutside() throws Exception {
        DurableFile file = out.resumed("lab");
        append(file, "one\n");
        file.flush();
        Files.write(out.path, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
        append(file, "two\n");
        persist(file, "lab", "2");
        file.close();
        assertEquals("two\n", out.text());
        assertPosition("2", out.open().resume("lab"));
        assertEquals("two\n", out.text());
    }

    @Test
    void shouldTakeARecordWholeOrNotAtAllWhereTheDiskIsFull() throws Exception {
        FullDisk disk = new FullDisk(BIG.length() + 100);
        DurableFile file = out.resumed("lab", disk);
        append(file, BIG);
        UnavailableException full = assertThrows(UnavailableException.class, () -> append(file, BIG));
        assertTrue(full.getMessage().contains(out.path + ": No space left on device"), full.getMessage());
        assertEquals(BIG.length(), Files.size(out.path));
        persist(file, "lab", "1");
        disk.makeRoom();
        append(file, BIG);
        persist(file, "lab", "2");
        file.close();
        assertEquals(BIG + BIG, out.text());
        assertPosition("2", out.open().resume("lab"));
    }

    @Test
    void shouldSayThatNothingCanBeFlushedWhereTheDiskIsFull() throws Exception {
        FullDisk disk = new FullDisk(2);
        DurableFile file = out.resumed("lab", disk);
        append(file, "one\n");
        assertThrows(UnavailableException.class, file::flush);
        disk.makeRoom();
        file.flush();
        assertEquals("one\n", out.text());
        file.close();
    }

    @Test
    void shouldKeepTheBufferWhereItCannotBePersisted() throws Exception {
        FullDisk disk = new FullDisk(2);
        DurableFile file = out.resumed("lab", disk);
        append(file, "one\n");
        assertThrows(IOException.class, () -> persist(file, "lab", "1"));
        assertEquals("", out.text());
        disk.makeRoom();
        persist(file, "lab", "1");
        file.close();
        assertPosition("1", out.open().resume("lab"));
        assertEquals("one\n", out.text());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldSayWhyItsPositionCanBeNeitherReadNorKept() throws Exception {
        Path nowhere = Path.of("/proc/none");
        try (DurableFile never = new DurableFile(nowhere.resolve("out.log.position"), out.notices::add)) {
            String why = nowhere + ": no such file or folder";
            assertEquals(
                    why,
                    assertThrows(IOException.class, () -> never.resume("lab")).getMessage());
        }
        DurableFile file = out.resumed("lab");
        append(file, "one\n");
        // what is in the way of the side file's new content
        Path obstacle = out.side.resolveSibling(out.side.getFileName() + ".new");
        Files.createDirectories(obstacle.resolve("full"));
        IOException thrown = assertThrows(IOException.class, () -> persist(file, "lab", "1"));
        assertEquals(obstacle + ": the folder is not empty", thrown.getMessage());
        file.close();
    }

    @Test
    void shouldGoBackToThePositionWhereTheDiskMayHaveLostWhatCameAfter() throws Exception {
        FullDisk disk = new FullDisk(Integer.MAX_VALUE);
        DurableFile file = out.resumed("lab", disk);
        append(file, "one\n");
        persist(file, "lab", "1");
        append(file, "two\n");
        disk.breakDown(true);
        LostOutputException lost = assertThrows(LostOutputException.class, () -> persist(file, "lab", "2"));
        assertTrue(lost.getMessage().endsWith(": Input/output error"), lost.getMessage());
        disk.breakDown(false);
        append(file, "three\n");
        assertThrows(LostOutputException.class, () -> persist(file, "lab", "3"), "asking again proves nothing");

        assertPosition("1", file.resume("lab"));
        assertEquals("one\n", out.text());
        append(file, "two\n");
        persist(file, "lab", "2");
        file.close();
        assertPosition("2", out.open().resume("lab"));
        assertEquals("one\ntwo\n", out.text());
    }

    @Test
    void shouldGoBackWhereTheDiskLostWhatItTookWhileMoreWasWritten() throws Exception {
        FullDisk disk = new FullDisk(Integer.MAX_VALUE);
        DurableFile file = out.resumed("lab", disk);
        append(file, "one\n");
        persist(file, "lab", "1");
        disk.breakDownForOthers();
        for (int i = 0; i < 120; i++) {
            append(file, BIG);
        }
        LostOutputException lost = assertThrows(LostOutputException.class, () -> persist(file, "lab", "2"));
        assertTrue(lost.getMessage().endsWith(": Input/output error"), lost.getMessage());

        assertPosition("1", file.resume("lab"));
        assertEquals("one\n", out.text());
    }
}
