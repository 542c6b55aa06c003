package org.estreamer.metadata;

import static org.estreamer.metadata.Records.batch;
import static org.estreamer.metadata.Records.event;
import static org.estreamer.metadata.Records.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.List;
import org.estreamer.metadata.names.NameTableParser;
import org.estreamer.pipeline.Await;
import org.estreamer.record.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is known after a restart, whatever happened to the log or to the files before. */
@Timeout(60)
class FollowerRestartTest extends FollowerRig {
    @Test
    void shouldGoOnAfterARestartWithoutReadingAgain() throws Exception {
        log.put(batch(A, OTHER));
        awaitRead(2);
        restart();
        assertEquals(2, log.place(LogFollower.NAME, "alpha"));
        log.lose("alpha", 2);

        log.put(batch(B));
        awaitRead(3);

        assertTrue(knows(B));
        assertTrue(knows(OTHER));
    }

    @Test
    void shouldLetGoOfTheLogThoughNothingChanges() throws Exception {
        log.put(batch(A));
        awaitRead(1);
        restart();
        log.put(batch(event("alpha", 100)));
        awaitRead(2);
        clock.addAndGet(LogFollower.BETWEEN_SAVES.toNanos());

        Await.until("the place moves", () -> log.place(LogFollower.NAME, "alpha") == 2);
        restart();
        log.lose("alpha", 2);
        log.put(batch(event("alpha", 101)));
        awaitRead(3);

        assertTrue(knows(A));
    }

    @Test
    void shouldSaveSoonWhereMuchChanges() throws Exception {
        Record[] many = new Record[LogFollower.CHANGES_BETWEEN_SAVES];
        for (int i = 0; i < many.length; i++) {
            many[i] = name("alpha", i, "application");
        }
        log.put(batch(many));
        awaitRead(many.length);
        clock.addAndGet(1_000_000_000);

        Await.until("the place moves", () -> log.place(LogFollower.NAME, "alpha") == many.length);
    }

    @Test
    void shouldNotMissAChangeThatWasReadButNotSaved() throws Exception {
        savedThenChanged();
        kill();

        start(log);

        assertChanged();
    }

    @Test
    void shouldNotMissAChangeThatWasAppendedButNotRead() throws Exception {
        log.put(batch(A));
        awaitRead(1);
        restart();
        kill();
        log.put(batch(B));

        start(log);

        assertChanged();
    }

    @Test
    void shouldNotSaveWhatTheLogMayStillLose() throws Exception {
        savedThenChanged();
        log.holdDurable();
        stop();
        assertEquals(1, log.place(LogFollower.NAME, "alpha"));

        log.cutBack("alpha", 1);
        log.releaseDurable();
        start(log);
        awaitRead(1);

        assertTrue(knows(A));
        assertFalse(knows(B));
    }

    @Test
    void shouldNotMissAChangeThatWasSavedBeforeTheLogWasLetGoOf() throws Exception {
        log.put(batch(A));
        awaitRead(1);
        stop();
        start(failing("finished", () -> true));
        log.put(batch(B));
        awaitRead(2);
        stop();
        assertEquals(1, log.place(LogFollower.NAME, "alpha"));

        start(log);

        assertChanged();
    }

    @Test
    void shouldReadTheLogFromItsOldestRecordWhereAFileIsDamaged() throws Exception {
        log.put(batch(A, OTHER, event("alpha", 100)));
        log.put(batch(name("beta", 1, "kept")));
        awaitRead(3);
        Await.until("beta is read", () -> follower.of("beta") != null && knows(name("beta", 1, "kept"), 1));
        stop();
        Files.write(folder.resolve("alpha.metadata"), new byte[] {1, 2, 3});

        start(log);
        awaitRead(3);

        assertTrue(knows(A));
        assertTrue(knows(OTHER));
        Await.until("beta is read", () -> follower.of("beta") != null && knows(name("beta", 1, "kept"), 1));
        restart();
        awaitRead(3);
        assertTrue(knows(A));
    }

    @Test
    void shouldReadTheLogFromItsOldestRecordWhereItIsAnotherOne() throws Exception {
        log.put(batch(A, event("alpha", 100)));
        awaitRead(2);
        kill();
        log.delete("alpha");
        log.put(batch(OTHER, event("alpha", 100)));

        start(log);
        Await.until("the new log is read", () -> follower.of("alpha") != null && knows(OTHER, 2));

        assertFalse(knows(A));
    }

    @Test
    void shouldForgetWhatTheLogHasLost() throws Exception {
        log.put(batch(A));
        log.put(batch(B));
        awaitRead(2);
        assertTrue(knows(B));

        log.cutBack("alpha", 1);
        Await.until("it is read again", () -> follower.of("alpha") != null && knows(A, 1));

        assertFalse(knows(B, 1));
        log.put(batch(B));
        awaitRead(2);
        assertTrue(knows(B));
    }

    @Test
    void shouldTakeNothingForTheNewestBehindAGap() throws Exception {
        log.put(batch(A, OTHER));
        awaitRead(2);
        stop();
        log.put(batch(B));
        log.put(batch(event("alpha", 100), event("alpha", 101)));
        log.damage("alpha", 2, 4);

        start(log);
        awaitRead(5);
        assertFalse(knows(A));
        assertFalse(knows(OTHER));
        assertEquals(List.of("firefox", "curl"), current(5));

        restart();
        log.put(batch(OTHER));
        awaitRead(6);
        assertTrue(knows(OTHER));
        assertFalse(knows(A));
    }

    @Test
    void shouldGoOnWithoutFilesWhereTheDiskTakesNone() throws Exception {
        stop();
        Files.writeString(folder.resolve("no-folder"), "a file");
        follower = new LogFollower(
                log, Records.CODEC, folder.resolve("no-folder"), NameTableParser.standard(), clock::get);
        begin();
        log.put(batch(A));
        awaitRead(1);
        clock.addAndGet(LogFollower.BETWEEN_SAVES.toNanos());
        log.put(batch(B));
        awaitRead(2);

        assertTrue(knows(B));
        assertEquals(0, log.place(LogFollower.NAME, "alpha"));
    }
}
