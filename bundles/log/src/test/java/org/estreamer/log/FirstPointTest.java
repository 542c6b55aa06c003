package org.estreamer.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.estreamer.pipeline.log.LogBatch;
import org.estreamer.pipeline.log.LogReader;
import org.estreamer.pipeline.log.LogRequest;
import org.estreamer.pipeline.log.LogWriter;
import org.estreamer.pipeline.log.ResumePoint;
import org.estreamer.pipeline.message.RecordHeader;
import org.estreamer.record.RecordBatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the first connections begin, before any event has come. */
class FirstPointTest {
    @TempDir
    private Path folder;

    private LogRig rig;
    private Logs logs;

    @BeforeEach
    void begin() {
        rig = new LogRig(folder);
    }

    @Test
    void shouldAskFromTheStartAgainUntilAnEventHasCome() throws Exception {
        LogRequest fromThen = new LogRequest("all", "certificate", 1_000);
        logs = rig.open();
        LogWriter writer = logs.write(Events.SERVER, LogRig.ADDRESS);
        assertEquals(1_000, writer.begin(fromThen).timestamp());
        byte[] unknown = {0, 1, 0x10, (byte) 0x92, 0, 0, 0, 0};
        RecordHeader dated = new RecordHeader(4, 0, 1_700_000_000);
        byte[] metadata = Events.CODEC.encode(dated, Map.of("id", 1, "name", "high"));
        LogRig.put(
                writer,
                new RecordBatch(
                        Events.SERVER,
                        List.of(Events.CODEC.decode(Events.SERVER, metadata), Events.metadata(2, "low"))));
        LogRig.put(writer, Events.CODEC.records(Events.SERVER, unknown, 0, unknown.length));
        assertEquals(new ResumePoint(1_000, ""), writer.begin(fromThen));
        LogReader plugin = logs.read("plugin", false);
        plugin.place(Events.SERVER, Optional.empty());
        LogBatch done = plugin.poll(LogRig.limit());
        plugin.finished(Map.of(Events.SERVER, done.after(done.records().size())));
        assertEquals(new ResumePoint(1_000, ""), writer.begin(fromThen));
        logs.close();

        logs = rig.open();
        writer = logs.write(Events.SERVER, LogRig.ADDRESS);
        assertEquals(new ResumePoint(1_000, ""), writer.begin(fromThen));
        LogRig.put(writer, Events.batch(0, 0, 1));
        long arrivalLess = rig.now.getEpochSecond() - 600;
        assertEquals(arrivalLess, writer.begin(fromThen).timestamp());
        logs.close();

        logs = rig.open();
        writer = logs.write(Events.SERVER, LogRig.ADDRESS);
        assertEquals(arrivalLess, writer.begin(fromThen).timestamp());
        logs.close();
    }

    @Test
    void shouldGoOnAskingFromNowAtTheMomentOfTheFirstConnection() throws Exception {
        LogRequest now = new LogRequest("all", "certificate", 0xFFFFFFFFL);
        logs = rig.open();
        LogWriter writer = logs.write(Events.SERVER, LogRig.ADDRESS);
        assertEquals(0xFFFFFFFFL, writer.begin(now).timestamp());
        long first = rig.now.getEpochSecond();
        rig.now = rig.now.plusSeconds(1_000);
        logs.close();
        logs = rig.open();
        assertEquals(first, logs.write(Events.SERVER, LogRig.ADDRESS).begin(now).timestamp());
        logs.close();
    }
}
