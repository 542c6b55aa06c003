package org.estreamer.log;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.estreamer.log.server.ServerLog;
import org.estreamer.pipeline.log.LogBatch;
import org.estreamer.pipeline.log.LogReader;
import org.estreamer.pipeline.log.LogStatus;
import org.estreamer.pipeline.log.LogWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A log of small segments, with plugins that are here, away, fast and slow. */
abstract class RetentionRig {
    static final int SEGMENT = 2_000;

    @TempDir
    Path folder;

    final ShakyDisk disk = new ShakyDisk().lazy();
    LogRig rig;
    Logs logs;
    LogWriter writer;
    long written;

    @BeforeEach
    void begin() throws Exception {
        rig = new LogRig(folder);
        rig.disk = disk;
        rig.segmentBytes = SEGMENT;
        rig.memoryBytes = 1_000;
        open();
    }

    void open() throws Exception {
        logs = rig.open();
        writer = LogRig.writer(logs);
    }

    void restart() throws Exception {
        logs.close();
        open();
    }

    @AfterEach
    void close() {
        logs.close();
    }

    /** Writes events of ten a second, each ten a batch. */
    void write(long count) throws Exception {
        for (long left = count; left > 0; left -= 10) {
            LogRig.put(writer, Events.batch(1_000 + written / 10, written, written + 10));
            written += 10;
        }
    }

    LogReader placed(String plugin, boolean mayLose) throws Exception {
        LogReader reader = logs.read(plugin, mayLose);
        reader.place(Events.SERVER, Optional.empty());
        return reader;
    }

    /** Finishes what is there; says which number comes next. */
    static long finish(LogReader reader) throws Exception {
        List<LogBatch> batches = LogRig.batches(reader);
        LogBatch last = batches.get(batches.size() - 1);
        reader.finished(Map.of(Events.SERVER, last.after(last.records().size())));
        return last.next();
    }

    void look() {
        rig.nanos += Duration.ofSeconds(2).toNanos();
        logs.all().forEach(ServerLog::upkeep);
    }

    LogStatus status() {
        return logs.status().get(0);
    }

    CompletableFuture<Void> fill() {
        return Waiting.start(() -> write(1_000));
    }

    void assertHeldBack(CompletableFuture<Void> filling, String why) {
        Waiting.until(() -> !status().heldBack().isEmpty() || filling.isDone());
        Waiting.until(() -> status().heldBack().contains(why) || filling.isDone());
        assertTrue(status().heldBack().contains(why), status().heldBack());
        assertTrue(status().bytes() <= rig.maxBytes);
        assertFalse(filling.isDone());
    }

    void finish(LogReader reader, int count) throws Exception {
        LogBatch batch = reader.poll(LogRig.limit());
        reader.finished(Map.of(Events.SERVER, batch.after(count)));
    }
}
