package org.estreamer.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.estreamer.pipeline.log.LogFiles;
import org.estreamer.pipeline.message.Message;
import org.estreamer.pipeline.message.RecordHeader;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;
import org.estreamer.simulator.history.Requests;
import org.junit.jupiter.api.Test;

/** Streams and logs of elsewhere, sent again. */
class CaptureReplayTest extends ManagementCenterRig {
    @Test
    void shouldReplayACapturedStream() throws Exception {
        byte[] payload =
                RawClient.CODEC.encode(new RecordHeader(123, 0, 42), Map.of("id", 7, "name", "captured.example.test"));
        Record record = RawClient.CODEC.decode("", payload);
        RecordBatch batch = new RecordBatch("", List.of(record));
        ByteArrayOutputStream capture = new ByteArrayOutputStream();
        capture.writeBytes(RawClient.CODEC.encode(new Message.StreamingInformation(List.of())));
        capture.writeBytes(RawClient.CODEC.encode(new Message.Bundle(5, 9, batch)));
        capture.writeBytes(RawClient.CODEC.encode(new Message.EventData(batch)));
        capture.writeBytes(new byte[] {0, 1, 0}); // cut
        Files.write(data.resolve("capture.bin"), capture.toByteArray());
        ManagementCenter center = start(Map.of("replay", "capture.bin", "rate", 0));
        for (int round = 0; round < 2; round++) {
            try (RawClient client = new RawClient(center).requestBundles(Requests.NEWEST, Requests.NOW)) {
                Message.Bundle bundle = client.readBundle();
                assertEquals(9, bundle.sequence());
                assertArrayEquals(payload, bundle.records().get(0).message());
                Message.EventData single = assertInstanceOf(Message.EventData.class, client.read());
                assertArrayEquals(payload, single.records().get(0).message());
            }
        }
    }

    @Test
    void shouldReplayALog() throws Exception {
        Path folder = Files.createDirectories(data.resolve("log").resolve("fmc"));
        for (long number = 0; number < 5; number++) {
            byte[] payload = RawClient.CODEC.encode(
                    new RecordHeader(123, 0, 42), Map.of("id", number, "name", "captured.example.test"));
            logs.records.add(RawClient.CODEC.decode("fmc", payload));
        }
        logs.found.add(new LogFiles.Found("fmc", folder));
        ManagementCenter center = start(Map.of("replay", "log/fmc", "rate", 0, "bundleRecords", 2));
        for (int round = 0; round < 2; round++) {
            List<Record> got = new ArrayList<>();
            try (RawClient client = new RawClient(center).requestBundles(Requests.NEWEST, Requests.NOW)) {
                for (int size : new int[] {2, 2, 1}) {
                    RecordBatch bundle = client.readBundle().records();
                    assertEquals(size, bundle.size());
                    bundle.forEach(got::add);
                }
            }
            for (int i = 0; i < 5; i++) {
                assertArrayEquals(logs.records.get(i).message(), got.get(i).message());
            }
        }
    }

    @Test
    void shouldSayWhichLogsThereAreToChooseFrom() throws Exception {
        Path folder = Files.createDirectories(data.resolve("log"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> start(Map.of("replay", "log")))
                .getMessage()
                .contains("neither a captured stream nor the folder of a log"));
        logs.found.add(new LogFiles.Found("alpha", folder.resolve("alpha")));
        logs.found.add(new LogFiles.Found("beta", folder.resolve("beta")));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> start(Map.of("replay", "log")))
                .getMessage()
                .contains("name one of their folders: alpha, beta"));
    }

    @Test
    void shouldNameAReplayFileThatIsMissing() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> start(Map.of("replay", "missing.bin")));
        assertTrue(e.getMessage().contains("replay=") && e.getMessage().contains("missing.bin"), e.getMessage());
    }
}
