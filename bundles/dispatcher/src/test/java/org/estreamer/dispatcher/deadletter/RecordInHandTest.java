package org.estreamer.dispatcher.deadletter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.estreamer.pipeline.log.LogPosition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordInHandTest {
    private static final LogPosition BATCH = new LogPosition(7, 1, 100, 0);

    private Path file;

    @BeforeEach
    void choose(@TempDir Path folder) {
        file = folder.resolve("plugin/in-hand");
    }

    /** A process begins. */
    private RecordInHand begin() {
        RecordInHand hand = RecordInHand.open(file);
        hand.enter(BATCH);
        return hand;
    }

    @Test
    void shouldCountTheDeathsWithOneRecordInHand() throws IOException {
        begin().take(105);
        begin().take(105);
        RecordInHand third = begin();
        assertEquals(2, third.deaths(105));
        assertEquals(0, third.deaths(104));
        assertTrue(third.suspects(100, 106));
        assertFalse(third.suspects(100, 105));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void shouldNotSuspectARecordThatThePluginCameBackFrom() {
        RecordInHand hand = begin();
        hand.take(105);
        hand.done();
        assertEquals(0, begin().deaths(105));
    }

    @Test
    void shouldKnowRecordsOfSeveralLogsAndEpochs() {
        begin().take(105);
        RecordInHand other = RecordInHand.open(file);
        other.enter(new LogPosition(8, 1, 0, 0));
        assertEquals(0, other.deaths(105));
        other.take(105);
        RecordInHand next = begin();
        assertEquals(1, next.deaths(105));
        next.enter(new LogPosition(8, 1, 0, 0));
        assertEquals(1, next.deaths(105));
        next.enter(new LogPosition(8, 2, 0, 0));
        assertEquals(0, next.deaths(105));
    }

    @Test
    void shouldForgetWhatIsPassedOrAcquitted() {
        begin().take(105);
        begin().take(106);
        RecordInHand hand = begin();
        hand.passed(new LogPosition(7, 1, 106, 0));
        assertEquals(0, hand.deaths(105));
        assertEquals(1, hand.deaths(106));
        hand.acquit(106);
        assertEquals(0, begin().deaths(106));
    }

    @Test
    void shouldNoteNothingOnceItIsReleased() {
        RecordInHand hand = begin();
        hand.take(105);
        hand.release(true);
        hand.take(106);
        assertFalse(begin().suspects(0, 1_000));
        RecordInHand exiting = begin();
        exiting.take(107);
        exiting.release(false);
        assertEquals(1, begin().deaths(107));
    }

    @Test
    void shouldBeginAnewWithAFileThatIsNoneOfIts() throws IOException {
        begin().take(105);
        Files.write(file, new byte[] {1, 2, 3});
        assertFalse(begin().suspects(Long.MIN_VALUE, Long.MAX_VALUE));
    }

    @Test
    void shouldWorkWithoutAFile() throws IOException {
        Files.createDirectories(file);
        RecordInHand hand = begin();
        hand.take(105);
        hand.done();
        assertEquals(0, hand.deaths(105));
    }
}
