package org.estreamer.metadata;

import static org.estreamer.metadata.Records.batch;
import static org.estreamer.metadata.Records.event;
import static org.estreamer.metadata.Records.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.estreamer.metadata.names.NameTableParser;
import org.estreamer.pipeline.Await;
import org.estreamer.pipeline.CapturedLog;
import org.estreamer.pipeline.log.EventLog;
import org.estreamer.pipeline.log.LogReader;
import org.estreamer.pipeline.log.MemoryEventLog;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LogFollowerTest {
    private static final Record A = name("alpha", 7, "firefox");
    private static final Record B = name("alpha", 7, "chrome");
    private static final Record OTHER = name("alpha", 8, "curl");

    private final MemoryEventLog log = new MemoryEventLog();
    private final AtomicLong clock = new AtomicLong();

    @TempDir
    private Path folder;

    private LogFollower follower;
    private Thread thread;

    @BeforeEach
    void start() {
        start(log);
    }

    @AfterEach
    void stop() throws InterruptedException {
        follower.stop();
        thread.join();
    }

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

    private void savedThenChanged() throws Exception {
        log.put(batch(A));
        awaitRead(1);
        restart();
        log.put(batch(B));
        awaitRead(2);
    }

    private void assertChanged() {
        awaitRead(2);
        assertTrue(knows(B));
        assertFalse(knows(A));
        assertEquals(List.of("chrome"), current(2));
    }

    private void restart() throws InterruptedException {
        stop();
        start(log);
    }

    private void start(EventLog read) {
        follower = new LogFollower(read, Records.CODEC, folder, NameTableParser.standard(), clock::get);
        begin();
    }

    private void begin() {
        thread = new Thread(follower, "follower");
        thread.start();
    }

    /** Ends it without giving it a chance to save anything. */
    private void kill() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }

    private void awaitRead(long number) {
        Await.until("record " + number + " is read", () -> {
            ServerMetadata server = follower.of("alpha");
            return server != null
                    && server.position()
                            .map(position -> position.number() >= number)
                            .orElse(false);
        });
    }

    private boolean knows(Record record) {
        return knows(record, 0);
    }

    private boolean knows(Record record, long changed) {
        ServerMetadata server = follower.of(record.server());
        return server != null && server.isKnown(record, changed);
    }

    private List<String> current(long before) {
        List<String> names = new ArrayList<>();
        follower.of("alpha").current(before).forEach(piece -> piece.forEach(record -> names.add(record.text("name"))));
        return names;
    }

    /** The same log, of whose readers one method fails at times. */
    private EventLog failing(String reading, BooleanSupplier when) {
        return proxy(EventLog.class, log, reading, when);
    }

    private static <T> T proxy(Class<T> type, Object target, String reading, BooleanSupplier when) {
        return type.cast(Proxy.newProxyInstance(
                LogFollowerTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals(reading) && when.getAsBoolean()) {
                        throw new IOException("broken");
                    }
                    try {
                        Object result = method.invoke(target, arguments);
                        return result instanceof LogReader reader
                                ? proxy(LogReader.class, reader, reading, when)
                                : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
