package org.estreamer.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.estreamer.bench.plugin.CountFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What whole runs are measured by. */
class WholeRunsTest {
    @TempDir
    private Path folder;

    @Test
    void shouldReadTheFiguresOfAProcessWithAnyName() {
        String stat = "7 (a ) b) S 1 2 3 4 5 6 7 8 9 10 150 50 13 14";
        assertEquals(
                new ProcessFigures(2, 1024, 2048),
                ProcessFigures.parse(stat, "Name:\ta\nVmHWM:\t    2048 kB\nVmRSS:\t    1024 kB\n"));
    }

    @Test
    void shouldReadTheFiguresOfALiveProcess() throws IOException {
        Process live = new ProcessBuilder("sleep", "60").start();
        try {
            assertTrue(ProcessFigures.of(live).peakKib() > 0);
        } finally {
            live.destroyForcibly();
        }
    }

    @Test
    void shouldCountTheEventsOfABundle() {
        ByteBuffer bundle = ByteBuffer.allocate(34).putLong(1);
        bundle.putShort((short) 1).putShort((short) 4).putInt(2).putShort((short) 4);
        bundle.putShort((short) 1).putShort((short) 0).putInt(0);
        bundle.putShort((short) 1).putShort((short) 4).putInt(0).flip();
        assertEquals(2, Drain.recordsIn(bundle));
        bundle.putInt(30, 1);
        assertThrows(IllegalStateException.class, () -> Drain.recordsIn(bundle));
    }

    @Test
    void shouldKnowHowManyBytesALineIs() throws IOException {
        Path file = folder.resolve("lines");
        Files.writeString(file, "123456789\n".repeat(500_000));
        WrittenLines lines = new WrittenLines(file);
        assertEquals(5_000_000, lines.now().units());
        assertEquals(10, lines.unitsPerRecord(new Progress.Point(0, 0), lines.now()), 0.01);
    }

    @Test
    void shouldReadWhatACounterPublishes() throws IOException {
        Path file = folder.resolve("count");
        assertEquals(0, Progress.counted(file).now().units());
        try (CountFile published = new CountFile(file, () -> 42)) {
            while (!Files.exists(file)) {
                Thread.onSpinWait();
            }
            assertEquals(42, Progress.counted(file).now().units());
        }
        assertEquals(0, Progress.counted(file).now().units());
    }

    @Test
    void shouldTakeOptionsAndSayWhatIsWrongWithThem() {
        Options options = Options.parse("--modes", "noop, CATCHUP", "--seconds", "7");
        assertEquals(List.of(Mode.NOOP, Mode.CATCHUP), options.modes);
        assertEquals(7, options.seconds);
        assertThrows(IllegalArgumentException.class, () -> Options.parse("--rounds", "0"));
        assertThrows(IllegalArgumentException.class, () -> Options.parse("--modes", "all"));
        assertThrows(IllegalArgumentException.class, () -> Options.parse("--help"));
    }

    @Test
    void shouldGiveMediansAndSharesOfTheDrain() {
        Report report = new Report();
        for (int rate : new int[] {100, 300, 200}) {
            report.add(Mode.DRAIN, new Result(rate, 1, 1024, 2048, 0.5));
        }
        report.add(Mode.FILE, new Result(50, 2, 2048, 4096, 0.25));
        List<String> rows = report.table().lines().toList();
        assertEquals("| drain | 200 | 1.00 | 100 to 300 | 1.00 | 1 | 2 | 0.50 |", rows.get(2));
        assertEquals("| file | 50 | 0.25 | 50 to 50 | 2.00 | 2 | 4 | 0.25 |", rows.get(3));
    }
}
