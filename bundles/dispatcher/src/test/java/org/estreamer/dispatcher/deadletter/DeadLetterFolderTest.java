package org.estreamer.dispatcher.deadletter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.estreamer.dispatcher.deadletter.DeadLetterFolder.Reason;
import org.estreamer.pipeline.delivery.DeadLetter;
import org.estreamer.pipeline.log.LogPosition;
import org.estreamer.record.FakeRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLetterFolderTest {
    private static final Instant TIME = Instant.parse("2026-01-31T08:00:00Z");

    @TempDir
    Path root;

    private DeadLetterFolder folder(long limit) {
        return new DeadLetterFolders(root, limit, FakeRecord::decode).of("file~a/b");
    }

    private static int add(DeadLetterFolder folder, long number) throws IOException {
        return add(folder, number, 7, false, "why");
    }

    private static int add(DeadLetterFolder folder, long number, long log, boolean beforehand, String why)
            throws IOException {
        LogPosition at = new LogPosition(log, 1, number, 0);
        return folder.add(FakeRecord.event(100, number), at, beforehand, TIME, new Reason(why, "stack"));
    }

    private static List<Long> numbers(DeadLetterFolder folder) throws IOException {
        return folder.list(0, 10_000).stream().map(DeadLetter::number).toList();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(path -> path.toString().endsWith(".letters"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void shouldReadWhatItWrote() throws IOException {
        add(folder(1 << 20), 5, 7, false, "Größe\nzwei");
        DeadLetter letter = folder(1 << 20).list(0, 10).get(0);
        assertEquals(new DeadLetter(1, 5, TIME, "Größe\nzwei", "stack", FakeRecord.event(100, 5)), letter);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(files().get(0))));
    }

    @Test
    void shouldLeaveOutWhatIsCutOffAtAnyByte() throws IOException {
        DeadLetterFolder whole = folder(1 << 20);
        add(whole, 1);
        add(whole, 2);
        byte[] bytes = Files.readAllBytes(files().get(0));
        int first = (bytes.length - 8) / 2 + 8;
        for (int length = 0; length < bytes.length; length++) {
            Files.write(files().get(0), Arrays.copyOf(bytes, length));
            DeadLetterFolder cut = folder(1 << 20);
            assertEquals(length < first ? List.of() : List.of(1L), numbers(cut), "cut at " + length);
            add(cut, 3);
            List<Long> expected = new ArrayList<>(numbers(cut));
            assertEquals(3, expected.get(expected.size() - 1));
            for (Path file : files()) {
                Files.delete(file);
            }
            Files.write(root.resolve("file~a%2Fb").resolve("00000000000000000001.letters"), bytes);
        }
    }

    @Test
    void shouldGoOnBehindADamagedLetter() throws IOException {
        DeadLetterFolder folder = folder(1 << 20);
        LongStream.range(0, 3).forEach(number -> {
            try {
                add(folder, number);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        Path file = files().get(0);
        try (RandomAccessFile damage = new RandomAccessFile(file.toFile(), "rw")) {
            damage.seek(Files.size(file) / 2);
            damage.write(0xFF);
        }
        DeadLetterFolder next = folder(1 << 20);
        assertEquals(List.of(0L), numbers(next));
        add(next, 9);
        assertEquals(List.of(0L, 9L), numbers(next));
        assertTrue(Files.exists(file));
    }

    @Test
    void shouldNeverTakeMoreThanItMay() throws IOException {
        DeadLetterFolder folder = folder(8_000);
        int gone = 0;
        for (int number = 0; number < 1_000; number++) {
            gone += add(folder, number);
            long size = 0;
            for (Path file : files()) {
                size += Files.size(file);
            }
            assertTrue(size <= 8_000, "takes " + size);
        }
        assertEquals(1_000, gone + folder.count());
        assertEquals(LongStream.range(gone, 1_000).boxed().toList(), numbers(folder));
        assertEquals(folder.count(), folder(8_000).count());
    }

    @Test
    void shouldNotGiveAnIdTwice() throws IOException {
        DeadLetterFolder folder = folder(1 << 20);
        add(folder, 1);
        folder.drop(Set.of(), true);
        assertEquals(List.of(), files());
        add(folder, 2);
        assertEquals(2, folder.list(0, 1).get(0).id());
    }

    @Test
    void shouldRemoveWhatComesAgain() throws IOException {
        DeadLetterFolder folder = folder(1 << 20);
        add(folder, 4);
        add(folder, 5);
        add(folder, 9, 8, false, "of another log");
        add(folder, 4, 7, true, "metadata");
        folder.resume("fmc", new LogPosition(7, 2, 5, 0), false);
        assertEquals(List.of(4L, 9L, 4L), numbers(folder));
        folder.resume("other", new LogPosition(7, 2, 0, 0), false);
        folder.resume("fmc", new LogPosition(7, 2, 5, 0), true);
        assertEquals(List.of(4L, 9L), numbers(folder(1 << 20)));
    }

    @Test
    void shouldReplaceTheReasonOfWhatFailedAgain() throws IOException {
        DeadLetterFolder folder = folder(1 << 20);
        add(folder, 1);
        add(folder, 2);
        folder.failedAgain(Map.of(1L, new Reason("still", "")), TIME);
        assertEquals(
                List.of("2 why", "1 still"),
                folder(1 << 20).list(0, 10).stream()
                        .map(letter -> letter.number() + " " + letter.reason())
                        .toList());
    }
}
