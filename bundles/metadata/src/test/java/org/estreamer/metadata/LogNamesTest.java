package org.estreamer.metadata;

import static org.estreamer.metadata.Records.batch;
import static org.estreamer.metadata.Records.name;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.estreamer.metadata.names.NameTableParser;
import org.estreamer.pipeline.Await;
import org.estreamer.pipeline.log.LogBatch;
import org.estreamer.pipeline.log.LogReader;
import org.estreamer.pipeline.log.LogStart;
import org.estreamer.pipeline.log.MemoryEventLog;
import org.estreamer.record.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What plugins are told about the records of a log, whenever they come to them. */
@Timeout(60)
class LogNamesTest {
    private final MemoryEventLog log = new MemoryEventLog();
    private final AtomicLong clock = new AtomicLong();

    @TempDir
    private Path folder;

    private LogFollower follower;
    private Thread thread;

    @BeforeEach
    void keepAll() {
        log.keep("plugin", new LogStart(LogStart.Kind.OLDEST, null));
        follower = new LogFollower(log, Records.CODEC, folder, NameTableParser.standard(), clock::get);
    }

    @AfterEach
    void stop() throws InterruptedException {
        follower.stop();
        if (thread != null) {
            thread.join();
        }
    }

    @Test
    void shouldGiveAPluginThatIsBehindTheNamesOfThen() throws Exception {
        begin();
        put(event(), name("alpha", 7, "firefox"), event(), name("alpha", 7, "chrome"), event());
        Await.until(
                "all is read",
                () -> follower.of("alpha") != null && follower.of("alpha").size() == 1);

        assertEquals(List.of("", "firefox", "chrome"), namesInTheLog());
    }

    @Test
    void shouldKnowThemAfterARestart() throws Exception {
        begin();
        put(event(), name("alpha", 7, "firefox"), event(), name("alpha", 7, "chrome"), event());
        Await.until(
                "all is read",
                () -> follower.of("alpha") != null && follower.of("alpha").size() == 1);
        stop();

        follower = new LogFollower(log, Records.CODEC, folder, NameTableParser.standard(), clock::get);
        begin();
        assertEquals(List.of("", "firefox", "chrome"), namesInTheLog());
    }

    @Test
    void shouldLetAPluginWaitForMetadataThatAreNotReadYet() throws Exception {
        put(name("alpha", 7, "firefox"), event());
        CompletableFuture<List<String>> asked = CompletableFuture.supplyAsync(this::namesInTheLog);
        begin();

        assertEquals(List.of("firefox"), asked.get(30, TimeUnit.SECONDS));
    }

    @Test
    void shouldNotLetAPluginWaitForWhatDoesNotGetOn() throws Exception {
        LogFollower stalled = new LogFollower(
                log,
                Records.CODEC,
                folder,
                NameTableParser.standard(),
                () -> clock.addAndGet(Duration.ofMinutes(1).toNanos()));
        follower = stalled;
        put(name("alpha", 7, "firefox"), event());

        assertEquals(List.of(""), namesInTheLog());
    }

    @Test
    void shouldGiveTheNamesOfTodayWhereThatIsAskedFor() throws Exception {
        begin();
        put(name("alpha", 7, "firefox"), event(), name("alpha", 7, "chrome"));
        Await.until(
                "all is read",
                () -> follower.of("alpha") != null && follower.of("alpha").isKnown(name("alpha", 7, "chrome"), 0));

        Record replayed = event();
        replayed.nameBy(follower.names("alpha").today(), 0);
        assertEquals(List.of("chrome"), replayed.names().all().get("clientApplicationName"));
    }

    private void put(Record... records) throws Exception {
        for (Record record : records) {
            log.put(batch(record));
        }
    }

    private void begin() {
        thread = new Thread(follower, "follower");
        thread.start();
    }

    private static Record event() {
        return Records.record("alpha", 71, Map.of("blockType", 163, "clientApplicationId", 7));
    }

    /** What every event is called, as a plugin finds it that begins with the oldest record. */
    private List<String> namesInTheLog() {
        List<String> names = new ArrayList<>();
        try (LogReader reader = log.read("plugin", false)) {
            for (String server : reader.unplaced()) {
                reader.place(server, Optional.empty());
            }
            for (LogBatch batch = reader.poll(Duration.ZERO); batch != null; batch = reader.poll(Duration.ZERO)) {
                batch.records().nameBy(follower.names(batch.server()), batch.first());
                for (Record record : batch.records()) {
                    if (record.type() == 71) {
                        names.add(String.join(
                                ",", record.names().all().getOrDefault("clientApplicationName", List.of(""))));
                    }
                }
            }
            return names;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
