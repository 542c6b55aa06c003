package org.estreamer.simulator;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.estreamer.pipeline.log.LogBatch;
import org.estreamer.pipeline.log.LogFiles;
import org.estreamer.pipeline.log.LogHistory;
import org.estreamer.pipeline.log.LogSpan;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;
import org.estreamer.simulator.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A simulated management center, and clients of it. */
abstract class ManagementCenterRig {
    @TempDir
    Path data;

    final ScriptedLogs logs = new ScriptedLogs();
    final List<ManagementCenter> centers = new ArrayList<>();

    @AfterEach
    void stop() {
        centers.forEach(ManagementCenter::close);
    }

    /** Logs that have what a test puts into them. */
    static final class ScriptedLogs implements LogFiles {
        final List<Found> found = new ArrayList<>();
        final List<Record> records = new ArrayList<>();

        @Override
        public List<Found> find(Path path) {
            return found;
        }

        @Override
        public LogHistory read(Found log, LogSpan span, Consumer<String> told) {
            Iterator<LogBatch> batches = List.of(
                            new LogBatch(1, 1, 0, Instant.EPOCH, new RecordBatch(log.server(), records)))
                    .iterator();
            return new LogHistory() {
                @Override
                public LogBatch next() {
                    return batches.hasNext() ? batches.next() : null;
                }

                @Override
                public void close() {
                    batches.forEachRemaining(batch -> {});
                }
            };
        }
    }

    ManagementCenter start(Map<String, ?> properties) {
        ManagementCenter center = new ManagementCenter(
                "test", Settings.read(new HashMap<>(properties)), data, RawClient.CODEC, logs, InstantSource.system());
        centers.add(center);
        return center;
    }
}
