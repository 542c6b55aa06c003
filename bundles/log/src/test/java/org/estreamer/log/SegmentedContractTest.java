package org.estreamer.log;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import org.estreamer.pipeline.log.EventLog;
import org.estreamer.pipeline.log.EventLogContract;
import org.estreamer.pipeline.log.LogWriter;
import org.estreamer.record.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentedContractTest implements EventLogContract {
    @TempDir
    private Path folder;

    private LogRig rig;
    private Logs logs;

    @BeforeEach
    void open() throws Exception {
        rig = new LogRig(folder);
        logs = rig.open();
    }

    @Override
    public Instant advance() {
        rig.now = rig.now.plusSeconds(1);
        return rig.now;
    }

    @AfterEach
    void close() {
        logs.close();
    }

    @Override
    public EventLog log() {
        return logs;
    }

    @Override
    public Record event(long second, long number) {
        return Events.event(second, number);
    }

    @Test
    void shouldAskOnceMoreUntilAConnectionHasComeToWhereTheLogEnded() throws Exception {
        LogWriter writer = writer();
        LogRig.put(writer, Events.batch(100_000, 0, 100));
        long asked = writer.begin(REQUEST).timestamp();
        LogRig.put(writer, Events.batch(asked - 100, 777, 778));
        assertTrue(writer.askAgain());
        long again = writer.begin(REQUEST).timestamp();
        assertTrue(again < asked - 100);
        LogRig.put(writer, Events.batch(asked - 200, 778, 779));
        assertTrue(writer.begin(REQUEST).timestamp() <= asked - 100, "it was cut before");
        LogRig.put(writer, Events.batch(100_001, 779, 900));
        assertTrue(writer.begin(REQUEST).timestamp() > again, "it was not");
    }
}
