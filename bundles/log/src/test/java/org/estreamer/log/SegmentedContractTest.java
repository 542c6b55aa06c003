package org.estreamer.log;

import java.nio.file.Path;
import org.estreamer.pipeline.EventLog;
import org.estreamer.pipeline.EventLogContract;
import org.estreamer.record.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SegmentedContractTest extends EventLogContract {
    @TempDir
    private Path folder;

    private Logs logs;

    @BeforeEach
    void open() throws Exception {
        logs = new LogRig(folder).open();
    }

    @AfterEach
    void close() {
        logs.close();
    }

    @Override
    protected EventLog log() {
        return logs;
    }

    @Override
    protected Record event(long second, long number) {
        return Events.event(second, number);
    }
}
