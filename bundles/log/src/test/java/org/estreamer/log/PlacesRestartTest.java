package org.estreamer.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.estreamer.pipeline.CapturedLog;
import org.estreamer.pipeline.log.LogBatch;
import org.estreamer.pipeline.log.LogReader;
import org.estreamer.pipeline.log.LogStart;
import org.junit.jupiter.api.Test;

/** The places of plugins after a restart, as their files are then. */
class PlacesRestartTest extends RetentionRig {
    @Test
    void shouldKeepPlacesThroughARestart() throws Exception {
        write(100);
        LogReader reader = placed("a", false);
        LogBatch batch = reader.poll(LogRig.limit());
        reader.finished(Map.of(Events.SERVER, batch.after(7)));
        logs.keep("b", LogStart.parse("now"));
        restart();
        assertEquals(7, placed("a", false).poll(LogRig.limit()).first());
        write(10);
        assertEquals(100, placed("b", false).poll(LogRig.limit()).first());
    }

    @Test
    void shouldUseThePlacesBeforeWhereTheNewestAreDamaged() throws Exception {
        write(100);
        LogReader reader = placed("a", false);
        LogBatch batch = reader.poll(LogRig.limit());
        for (int count : List.of(3, 5)) {
            reader.finished(Map.of(Events.SERVER, batch.after(count)));
            logs.keep("for" + count, LogStart.DEFAULT);
        }
        logs.close();
        byte[] places = Files.readAllBytes(folder.resolve("places"));
        byte[] before = Files.readAllBytes(folder.resolve("places.previous"));
        for (int length = 0; length < places.length; length += 7) {
            // a power cut may leave zeros as well
            byte[] damaged = Arrays.copyOf(Arrays.copyOf(places, length), length % 2 == 0 ? length : places.length);
            Files.write(folder.resolve("places"), damaged);
            Files.write(folder.resolve("places.previous"), before);
            try (Logs again = rig.open();
                    LogReader a = again.read("a", false)) {
                assertTrue(a.place(Events.SERVER, Optional.empty()).number() >= 3);
            }
        }
    }

    @Test
    void shouldTellAndLeaveNothingOutWherePlacesComeFromABackup() throws Exception {
        write(100);
        finish(placed("known", false), 7);
        byte[] backup = places();
        logs.keep("new", LogStart.DEFAULT);
        logs.keep("newest", LogStart.parse("now"));
        rig.now = rig.now.plusSeconds(30);
        write(50);
        rig.now = rig.now.plusSeconds(90);
        write(50);
        finish(placed("known", false), 3);
        finish(placed("new", false), 9);
        try (CapturedLog said = new CapturedLog()) {
            restartWith(backup);
            String told = said.lines("restored").toString();
            assertTrue(told.contains("server fmc are older than its records 100 to 199"), told);
        }
        assertEquals(7, placed("known", false).poll(LogRig.limit()).first());
        assertEquals(100, placed("new", false).poll(LogRig.limit()).first(), "it had no place then");
        logs.keep("newest", LogStart.parse("now"));
        assertEquals(100, placed("newest", false).poll(LogRig.limit()).first());
    }

    @Test
    void shouldNotTakePlacesForABackupThatAreAMinuteOld() throws Exception {
        write(100);
        finish(placed("known", false), 7);
        byte[] places = places();
        rig.now = rig.now.plus(Duration.ofDays(1));
        write(50);
        rig.now = rig.now.plusSeconds(59);
        write(50);
        try (CapturedLog said = new CapturedLog()) {
            restartWith(places);
            assertEquals(List.of(), said.lines("restored"));
        }
        LogReader late = placed("new", false);
        write(10);
        assertEquals(200, late.poll(LogRig.limit()).first());
    }

    /** Ends, and begins again with the places of another time. */
    private void restartWith(byte[] places) throws Exception {
        logs.close();
        Files.write(folder.resolve("places"), places);
        Files.write(folder.resolve("places.previous"), places);
        open();
    }

    private byte[] places() throws Exception {
        restart();
        return Files.readAllBytes(folder.resolve("places"));
    }
}
