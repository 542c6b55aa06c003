package org.estreamer.plugin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFileTest {
    private static final String BIG = "x".repeat(300_000) + "\n";

    @TempDir
    Path temp;

    private final List<String> notices = new ArrayList<>();
    private Path side;
    private Path output;

    @BeforeEach
    void paths() {
        side = temp.resolve("made/out.log.position");
        output = temp.resolve("made/out.log");
    }

    @Test
    void shouldCutOffWhatWasWrittenAfterThePosition() throws Exception {
        DurableFile first = resumed("lab");
        append(first, "one\n");
        persist(first, "lab", "1");
        append(first, "two\n");
        first.close();
        assertEquals("one\ntwo\n", text());

        DurableFile second = file();
        assertPosition("1", second.resume("lab"));
        assertEquals("one\n", text());
        append(second, "two again\n");
        second.close();
        assertEquals("one\ntwo again\n", text());
        assertEquals(List.of(), notices);
    }

    @Test
    void shouldForgetEverythingWhereNothingWasPersisted() throws Exception {
        DurableFile first = resumed("lab");
        append(first, "one\n");
        first.close();
        assertEquals(Optional.empty(), file().resume("lab"));
        assertFalse(Files.exists(output));
    }

    @Test
    void shouldKeepWhatWasThereBeforeTheFirstStart() throws Exception {
        Files.createDirectories(output.getParent());
        Files.writeString(output, "old\n");
        DurableFile first = resumed("lab");
        append(first, "one\n");
        first.close();
        assertEquals("old\none\n", text());
        file().resume("lab");
        assertEquals("old\n", text());
    }

    @Test
    void shouldKeepThePositionsOfAllServersTogether() throws Exception {
        DurableFile first = resumed("a");
        append(first, "a1\n");
        first.persist(Map.of("a", bytes("1")));
        assertEquals(Optional.empty(), first.resume("b"));
        append(first, "b1\n");
        first.persist(Map.of("b", bytes("1")));
        append(first, "a2\n");
        first.persist(Map.of("a", bytes("2")));
        first.close();

        DurableFile second = file();
        assertPosition("1", second.resume("b"));
        assertPosition("2", second.resume("a"));
        assertEquals("a1\nb1\na2\n", text());
    }

    @Test
    void shouldCutNothingThatIsPersisted() throws Exception {
        DurableFile file = resumed("a");
        append(file, "a1\n");
        file.persist(Map.of());
        file.resume("b");
        append(file, "b1\n");
        file.close();
        assertEquals("a1\nb1\n", text());
    }

    @Test
    void shouldDeleteFilesBegunAfterThePosition() throws Exception {
        DurableFile first = resumed("lab");
        append(first, "one\n");
        persist(first, "lab", "1");
        append(first, "two\n");
        first.begin("next.log");
        append(first, "three\n");
        first.close();
        assertEquals("one\ntwo\n", text());
        assertTrue(Files.exists(output.resolveSibling("next.log")));

        DurableFile second = file();
        assertPosition("1", second.resume("lab"));
        assertEquals("one\n", text());
        assertFalse(Files.exists(output.resolveSibling("next.log")));
        assertEquals(4, second.length());
    }

    @Test
    void shouldGoOnInTheFileThatThePositionWasTakenIn() throws Exception {
        DurableFile first = resumed("lab");
        append(first, "one\n");
        first.begin("next.log");
        append(first, "two\n");
        persist(first, "lab", "2");
        first.close();

        DurableFile second = file();
        assertPosition("2", second.resume("lab"));
        append(second, "three\n");
        second.close();
        assertEquals("one\n", text());
        assertEquals("two\nthree\n", Files.readString(output.resolveSibling("next.log")));
    }

    @Test
    void shouldGoOnFromThePositionBeforeADamagedOne() throws Exception {
        DurableFile first = resumed("lab");
        append(first, "one\n");
        persist(first, "lab", "1");
        append(first, "two\n");
        persist(first, "lab", "2");
        first.close();
        byte[] damaged = Files.readAllBytes(side);
        damaged[damaged.length / 2] ^= 1;
        Files.write(side, damaged);

        assertPosition("1", file().resume("lab"));
        assertEquals("one\n", text());
        assertTrue(notices.get(0).contains(side + " is damaged"), notices.toString());
        assertEquals(1, countFiles(".position.aside-"));
    }

    @Test
    void shouldSurviveSideFilesCutAtEveryByte() throws Exception {
        DurableFile first = resumed("lab");
        append(first, "one\n");
        persist(first, "lab", "1");
        first.close();
        byte[] whole = Files.readAllBytes(side);
        for (int length = 0; length < whole.length; length++) {
            Files.write(side, Arrays.copyOf(whole, length));
            Files.deleteIfExists(side.resolveSibling(side.getFileName() + ".previous"));
            assertEquals(Optional.empty(), file().resume("lab"), "cut at " + length);
            assertEquals("one\n", text());
        }
    }

    @Test
    void shouldGoOnFromThePositionBeforeWhereACrashCameBetweenTheTwo() throws Exception {
        DurableFile first = resumed("lab");
        append(first, "one\n");
        persist(first, "lab", "1");
        first.close();
        Files.move(side, side.resolveSibling(side.getFileName() + ".previous"), StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(side.resolveSibling(side.getFileName() + ".next"), "half");

        DurableFile second = file();
        assertPosition("1", second.resume("lab"));
        append(second, "two\n");
        persist(second, "lab", "2");
        second.close();
        assertPosition("2", file().resume("lab"));
        assertEquals(List.of(), notices);
    }

    @Test
    void shouldAppendWhereTheFileIsShorterThanRecorded() throws Exception {
        DurableFile first = resumed("lab");
        append(first, "one\n");
        persist(first, "lab", "1");
        first.close();
        Files.writeString(output, "o\n");

        DurableFile second = file();
        assertPosition("1", second.resume("lab"));
        append(second, "two\n");
        second.close();
        assertEquals("o\ntwo\n", text());
        assertTrue(notices.get(0).contains("2 bytes where 4 were kept"), notices.toString());
    }

    @Test
    void shouldBeginANewFileAfterTheOldOneWasMovedAway() throws Exception {
        DurableFile file = resumed("lab");
        append(file, "one\n");
        persist(file, "lab", "1");
        Path moved = output.resolveSibling("out.log.1");
        Files.move(output, moved);
        append(file, "two\n");
        persist(file, "lab", "2");
        assertFalse(file.isOpen());
        file.begin("out.log");
        append(file, "three\n");
        persist(file, "lab", "3");
        append(file, "lost\n");
        file.close();

        assertPosition("3", file().resume("lab"));
        assertEquals("one\ntwo\n", Files.readString(moved));
        assertEquals("three\n", text());
    }

    @Test
    void shouldGoOnInANewFileWhereTheOldOneWasMovedAwayWhileStopped() throws Exception {
        DurableFile first = resumed("lab");
        append(first, "one\n");
        persist(first, "lab", "1");
        first.close();
        Files.delete(output);

        DurableFile second = file();
        assertPosition("1", second.resume("lab"));
        second.begin("out.log");
        append(second, "much more than one\n");
        second.close();

        assertPosition("1", file().resume("lab"));
        assertFalse(Files.exists(output));
    }

    @Test
    void shouldLeaveNoHoleWhereTheFileWasCutFromOutside() throws Exception {
        DurableFile file = resumed("lab");
        append(file, "one\n");
        file.flush();
        Files.write(output, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
        append(file, "two\n");
        persist(file, "lab", "2");
        file.close();
        assertEquals("two\n", text());
        assertPosition("2", file().resume("lab"));
        assertEquals("two\n", text());
    }

    @Test
    void shouldTakeARecordWholeOrNotAtAllWhereTheDiskIsFull() throws Exception {
        FullDisk disk = new FullDisk(BIG.length() + 100);
        DurableFile file = begun(new DurableFile(side, notices::add, disk), "lab");
        append(file, BIG);
        UnavailableException full = assertThrows(UnavailableException.class, () -> append(file, BIG));
        assertTrue(full.getMessage().contains(output + ": No space left on device"), full.getMessage());
        assertEquals(BIG.length(), Files.size(output));
        persist(file, "lab", "1");
        disk.makeRoom();
        append(file, BIG);
        persist(file, "lab", "2");
        file.close();
        assertEquals(BIG + BIG, text());
        assertPosition("2", file().resume("lab"));
    }

    @Test
    void shouldSayThatNothingCanBeFlushedWhereTheDiskIsFull() throws Exception {
        FullDisk disk = new FullDisk(2);
        DurableFile file = begun(new DurableFile(side, notices::add, disk), "lab");
        append(file, "one\n");
        assertThrows(UnavailableException.class, file::flush);
        disk.makeRoom();
        file.flush();
        assertEquals("one\n", text());
        file.close();
    }

    @Test
    void shouldKeepTheBufferWhereItCannotBePersisted() throws Exception {
        FullDisk disk = new FullDisk(2);
        DurableFile file = begun(new DurableFile(side, notices::add, disk), "lab");
        append(file, "one\n");
        assertThrows(IOException.class, () -> persist(file, "lab", "1"));
        assertEquals("", text());
        disk.makeRoom();
        persist(file, "lab", "1");
        file.close();
        assertPosition("1", file().resume("lab"));
        assertEquals("one\n", text());
    }

    @Test
    void shouldGoBackToThePositionWhereTheDiskMayHaveLostWhatCameAfter() throws Exception {
        FullDisk disk = new FullDisk(Integer.MAX_VALUE);
        DurableFile file = begun(new DurableFile(side, notices::add, disk), "lab");
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
        assertEquals("one\n", text());
        append(file, "two\n");
        persist(file, "lab", "2");
        file.close();
        assertPosition("2", file().resume("lab"));
        assertEquals("one\ntwo\n", text());
    }

    @Test
    void shouldGoBackToThePositionWhereverItIsAheadOfIt() throws Exception {
        DurableFile file = resumed("a");
        append(file, "a1\n");
        persist(file, "a", "1");
        append(file, "a2\n");
        file.begin("next.log");
        append(file, "a3\n");
        assertEquals(Optional.empty(), file.resume("b"));
        assertEquals("a1\n", text());
        assertFalse(Files.exists(output.resolveSibling("next.log")));
        append(file, "b1\n");
        persist(file, "b", "1");
        assertPosition("1", file.resume("a"));
        file.close();
        assertEquals("a1\nb1\n", text());
    }

    @Test
    void shouldSetThePositionsAsideWhereNobodyAsksForThem() throws Exception {
        DurableFile first = resumed("lab");
        append(first, "one\n");
        persist(first, "lab", "1");
        first.close();
        DurableFile second = file();
        second.begin("out.log");
        append(second, "two\n");
        second.close();
        assertEquals(Optional.empty(), file().resume("lab"));
        assertEquals("one\ntwo\n", text());
    }

    @Test
    void shouldLetOnlyTheOwnerReadWhatItMakes() throws Exception {
        DurableFile file = resumed("lab");
        append(file, "one\n");
        persist(file, "lab", "1");
        file.close();
        for (Path path : List.of(output, side)) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
        }
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(output.getParent())));
    }

    @Test
    void shouldRefuseARecordBeforeAFileWasBegun() {
        assertThrows(IllegalStateException.class, () -> append(file(), "one\n"));
    }

    private DurableFile file() {
        return new DurableFile(side, notices::add);
    }

    private DurableFile resumed(String server) throws IOException {
        return begun(file(), server);
    }

    private static DurableFile begun(DurableFile file, String server) throws IOException {
        assertEquals(Optional.empty(), file.resume(server));
        file.begin("out.log");
        return file;
    }

    private static void append(DurableFile file, String record) throws Exception {
        byte[] bytes = bytes(record);
        file.append(bytes, 0, bytes.length);
    }

    private static void persist(DurableFile file, String server, String position) throws IOException {
        file.persist(Map.of(server, bytes(position)));
    }

    private static void assertPosition(String expected, Optional<byte[]> actual) {
        assertArrayEquals(bytes(expected), actual.orElseThrow());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String text() throws IOException {
        return Files.readString(output);
    }

    private long countFiles(String part) throws IOException {
        try (var files = Files.list(side.getParent())) {
            return files.filter(path -> path.toString().contains(part)).count();
        }
    }
}
