package org.estreamer.metadata;

import static org.estreamer.metadata.Records.batch;
import static org.estreamer.metadata.Records.event;
import static org.estreamer.metadata.Records.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.estreamer.pipeline.Await;
import org.estreamer.pipeline.CapturedLog;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is known of a log while it is read. */
@Timeout(60)
class LogFollowerTest extends FollowerRig {
    @Test
    void shouldKnowTheNewestOfEveryKeyOnly() throws Exception {
        log.put(batch(A, event("alpha", 100), OTHER, B));
        awaitRead(4);

        assertFalse(knows(A));
        assertTrue(knows(B));
        assertTrue(knows(OTHER));
        assertFalse(knows(name("alpha", 9, "wget")));
    }

    @Test
    void shouldEndWithTheFirstAgainWhereItComesAgain() throws Exception {
        log.put(batch(A));
        log.put(batch(B));
        awaitRead(2);
        assertFalse(knows(A));

        log.put(batch(A));
        awaitRead(3);

        assertTrue(knows(A));
        assertFalse(knows(B));
    }

    @Test
    void shouldHaveAPositionWithASecondThoughMetadataHaveNone() throws Exception {
        log.put(batch(A));
        awaitRead(1);
        assertEquals(1, follower.of("alpha").position().orElseThrow().second());

        log.put(batch(event("alpha", 100), B));
        awaitRead(3);
        log.put(batch(event("alpha", 100)));
        log.put(batch(A));
        awaitRead(5);
        assertEquals(100, follower.of("alpha").position().orElseThrow().second());
    }

    @Test
    void shouldKnowNothingBeforeAllIsReadThatCounts() throws Exception {
        log.put(batch(A));
        awaitRead(1);

        assertTrue(follower.of("alpha").isKnown(A, 1));
        assertFalse(follower.of("alpha").isKnown(A, 2));
    }

    @Test
    void shouldKeepServersApart() throws Exception {
        log.put(batch(A));
        log.put(batch(name("beta", 7, "chrome")));
        awaitRead(1);
        Await.until("beta is read", () -> follower.of("beta") != null && knows(name("beta", 7, "chrome"), 1));

        assertTrue(knows(A));
        assertFalse(knows(name("beta", 7, "firefox"), 1));
    }

    @Test
    void shouldGiveANewcomerWhatItDoesNotFindInTheLog() throws Exception {
        log.put(batch(A, OTHER, event("alpha", 100), B, name("alpha", 9, "wget")));
        awaitRead(5);

        assertEquals(List.of("curl", "chrome", "wget"), current(5));
        assertEquals(List.of("curl", "chrome"), current(4));
        assertEquals(List.of("firefox", "curl"), current(3));
        assertEquals(List.of(), current(0));
    }

    @Test
    void shouldFollowALogThatWasRenamedWhileNothingCouldBeRead() throws Exception {
        stop();
        AtomicBoolean broken = new AtomicBoolean();
        AtomicInteger attempts = new AtomicInteger();
        start(failing("poll", () -> broken.get() && attempts.incrementAndGet() > 0));
        log.put(batch(A, event("alpha", 100)));
        awaitRead(2);
        try (CapturedLog said = new CapturedLog()) {
            broken.set(true);
            Await.until("it has failed", () -> attempts.get() > 0);
            log.rename("alpha", "beta");
            clock.addAndGet(Duration.ofHours(1).toNanos()); // all is to be saved
            broken.set(false);
            Await.until("it goes on", () -> follower.of("beta") != null);
            log.put(batch(name("beta", 8, "curl")));
            Await.until("it is read", () -> knows(name("beta", 8, "curl"), 3));
            assertEquals(List.of(), said.lines("Unexpected failure"));
        }
    }

    @Test
    void shouldGiveMuchInPieces() throws Exception {
        Record[] many = new Record[1_700];
        for (int i = 0; i < many.length; i++) {
            many[i] = name("alpha", i, "application " + i);
        }
        log.put(batch(many));
        awaitRead(many.length);

        List<RecordBatch> pieces = follower.of("alpha").current(many.length);
        assertEquals(
                List.of(500, 500, 500, 200),
                pieces.stream().map(RecordBatch::size).toList());
        assertEquals("application 1699", pieces.get(3).get(199).text("name"));
    }
}
