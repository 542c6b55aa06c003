package org.estreamer.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.net.ssl.KeyManager;
import org.estreamer.pipeline.log.LogBatch;
import org.estreamer.pipeline.log.LogFiles;
import org.estreamer.pipeline.log.LogHistory;
import org.estreamer.pipeline.log.LogSpan;
import org.estreamer.pipeline.message.Message;
import org.estreamer.pipeline.message.RecordHeader;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;
import org.estreamer.simulator.history.History;
import org.estreamer.simulator.history.Requests;
import org.estreamer.simulator.keys.KeyFolder;
import org.estreamer.simulator.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManagementCenterTest {
    @TempDir
    Path data;

    private final ScriptedLogs logs = new ScriptedLogs();
    private final List<ManagementCenter> centers = new ArrayList<>();

    @AfterEach
    void stop() {
        centers.forEach(ManagementCenter::close);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void shouldStreamBundlesToAnExtendedRequest(String protocol) throws Exception {
        ManagementCenter center = start(Map.of("rate", 0, "records", 1000));
        try (RawClient client = new RawClient(center, RawClient.identity(center.keys()), protocol)) {
            client.requestBundles(Requests.NEWEST, Requests.OLDEST);
            int events = 0;
            long sequence = 0;
            while (events < 1000) {
                Message.Bundle bundle = client.readBundle();
                assertEquals(1, bundle.connectionId());
                assertEquals(++sequence, bundle.sequence());
                assertTrue(bundle.records().size() > 1, "a bundle holds many records");
                events += countEvents(bundle.records());
            }
            assertEquals(1000, events);
        }
    }

    @Test
    void shouldSendSingleMessagesWithoutTheExtendedFlagAndPauseUntilANull() throws Exception {
        ManagementCenter center = start(Map.of("rate", 0, "records", 1000));
        try (RawClient client = new RawClient(center)) {
            client.requestMessages(Requests.OLDEST);
            for (int burst = 0; burst < 3; burst++) {
                for (int i = 0; i < 32; i++) {
                    assertInstanceOf(Message.EventData.class, client.read());
                }
                client.patience(300);
                assertThrows(SocketTimeoutException.class, client::read);
                client.patience(20_000);
                client.send(new Message.Null());
            }
        }
    }

    @Test
    void shouldServeAClientThatAcknowledgesEveryMessage() throws Exception {
        ManagementCenter center = start(Map.of("rate", 0, "records", 500));
        try (RawClient client = new RawClient(center).requestMessages(Requests.OLDEST)) {
            int connections = 0;
            while (connections < 5 * 79) { // so many are among 500 records
                Message.EventData message = assertInstanceOf(Message.EventData.class, client.read());
                client.send(new Message.Null());
                connections += message.records().get(0).type() == 71 ? 1 : 0;
            }
        }
    }

    @Test
    void shouldNotBeMoreThanEightBundlesAhead() throws Exception {
        ManagementCenter center = start(Map.of("rate", 0, "records", 5000));
        try (RawClient client = new RawClient(center).requestBundles(Requests.NEWEST, Requests.OLDEST)) {
            for (int i = 0; i < 8; i++) {
                assertInstanceOf(Message.Bundle.class, client.read());
            }
            client.patience(300);
            assertThrows(SocketTimeoutException.class, client::read);
            client.patience(20_000);
            client.send(new Message.Null());
            assertEquals(
                    9, assertInstanceOf(Message.Bundle.class, client.read()).sequence());
        }
    }

    @Test
    void shouldStartAtTheSecondThatWasAskedForAndRepeatItsBytes() throws Exception {
        ManagementCenter center = start(Map.of("rate", 0, "records", 900, "recordsPerSecond", 100));
        byte[] first = events(center, Requests.OLDEST, 900);
        byte[] again = events(center, History.BEGIN + 4, 500);
        assertArrayEquals(Arrays.copyOfRange(first, first.length - again.length, first.length), again);
    }

    @Test
    void shouldSendOnlyNewRecordsAtNow() throws Exception {
        ManagementCenter center = start(Map.of("rate", 100, "historySeconds", 100));
        long start = InstantSource.system().instant().getEpochSecond();
        try (RawClient client = new RawClient(center).requestBundles(Requests.NEWEST, Requests.NOW)) {
            for (Record record : client.readBundle().records()) {
                if (RawClient.isEvent(record)) {
                    assertTrue(record.archiveTimestamp() >= start);
                }
            }
        }
    }

    @Test
    void shouldPaceLiveRecords() throws Exception {
        ManagementCenter center = start(Map.of("rate", 60, "records", 100, "historySeconds", 0));
        try (RawClient client = new RawClient(center).requestBundles(Requests.NEWEST, Requests.OLDEST)) {
            long previous = 0;
            for (int events = 0; events < 100; ) {
                for (Record record : client.readBundle().records()) {
                    if (RawClient.isEvent(record)) {
                        long now = System.currentTimeMillis() / 1000;
                        assertTrue(record.archiveTimestamp() <= now, "a record from the future");
                        assertTrue(record.archiveTimestamp() >= previous, "out of order");
                        previous = record.archiveTimestamp();
                        events++;
                    }
                }
            }
        }
    }

    @Test
    void shouldKeepAnIdleConnectionAlive() throws Exception {
        ManagementCenter center = start(Map.of("rate", 0, "records", 1, "keepAliveSeconds", 1));
        try (RawClient client = new RawClient(center).requestBundles(Requests.NEWEST, Requests.OLDEST)) {
            client.readBundle();
            assertInstanceOf(Message.Null.class, client.read());
            assertInstanceOf(Message.Null.class, client.read());
        }
    }

    @Test
    void shouldRefuseAWrongFirstMessageWithAnError() throws Exception {
        ManagementCenter center = start(Map.of());
        try (RawClient client = new RawClient(center)) {
            client.send(new Message.StreamingRequest(List.of(Requests.NEWEST.service(0))));
            Message.Error error = assertInstanceOf(Message.Error.class, client.read());
            assertTrue(error.text().contains("event stream request"), error.text());
            assertNull(client.read());
        }
    }

    @Test
    void shouldRefuseGarbageWithAnError() throws Exception {
        ManagementCenter center = start(Map.of());
        try (RawClient client = new RawClient(center)) {
            client.send("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertInstanceOf(Message.Error.class, client.read());
            assertNull(client.read());
        }
    }

    @Test
    void shouldRefuseASecondRequestInASession() throws Exception {
        ManagementCenter center = start(Map.of("rate", 0, "records", 1));
        try (RawClient client = new RawClient(center).requestBundles(Requests.NEWEST, Requests.OLDEST)) {
            client.readBundle();
            client.send(new Message.EventStreamRequest(0, Requests.EVERYTHING));
            assertInstanceOf(Message.Error.class, client.read());
            assertNull(client.read());
        }
    }

    @Test
    void shouldEndTheSessionOnAnErrorFromTheClient() throws Exception {
        ManagementCenter center = start(Map.of("rate", 0, "records", 1));
        try (RawClient client = new RawClient(center).requestBundles(Requests.NEWEST, Requests.OLDEST)) {
            client.readBundle();
            client.send(new Message.Error(-1, "stopping"));
            assertNull(client.read());
        }
    }

    @Test
    void shouldRefuseAClientWithoutACertificateOfItsOwnAuthority(@TempDir Path elsewhere) throws Exception {
        ManagementCenter center = start(Map.of("rate", 0));
        KeyFolder stranger = KeyFolder.open(elsewhere.resolve("stranger"));
        for (var identity : new KeyManager[][] {null, RawClient.identity(stranger)}) {
            assertThrows(IOException.class, () -> {
                try (RawClient client = new RawClient(center, identity, "TLSv1.3")) {
                    client.requestMessages(Requests.OLDEST);
                    if (client.read() == null) {
                        throw new IOException("closed");
                    }
                }
            });
        }
    }

    @Test
    void shouldServeSeveralClientsAtOnce() throws Exception {
        ManagementCenter center = start(Map.of("rate", 0, "records", 300));
        try (RawClient one = new RawClient(center).requestBundles(Requests.NEWEST, Requests.OLDEST);
                RawClient two = new RawClient(center).requestBundles(Requests.RELEASE_6, Requests.OLDEST)) {
            Record first = firstOf(one, 71);
            Record second = firstOf(two, 71);
            assertEquals(174, first.blockType());
            assertEquals(163, second.blockType());
            assertEquals(first.address("initiatorIpAddress"), second.address("initiatorIpAddress"));
        }
    }

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

    /** Logs that have what a test puts into them. */
    private static final class ScriptedLogs implements LogFiles {
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

    @Test
    void shouldStopQuicklyWhileClientsDoNotRead() throws Exception {
        ManagementCenter center = start(Map.of("rate", 0));
        try (RawClient stuck = new RawClient(center).requestBundles(Requests.NEWEST, Requests.OLDEST);
                RawClient silent = new RawClient(center)) {
            stuck.readBundle();
            silent.patience(5_000);
            assertTimeoutPreemptively(Duration.ofSeconds(2), center::close);
            assertTrue(Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.isAlive()
                            && thread.getName().startsWith("estreamer-simulator-test-")
                            && !thread.getName().endsWith("-listener")));
        }
    }

    @Test
    void shouldNameAPortThatIsTaken() {
        ManagementCenter center = start(Map.of());
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> start(Map.of("port", center.port())));
        assertTrue(e.getMessage().contains("port=" + center.port()), e.getMessage());
    }

    @Test
    void shouldNameAReplayFileThatIsMissing() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> start(Map.of("replay", "missing.bin")));
        assertTrue(e.getMessage().contains("replay=") && e.getMessage().contains("missing.bin"), e.getMessage());
    }

    private ManagementCenter start(Map<String, ?> properties) {
        ManagementCenter center = new ManagementCenter(
                "test", Settings.read(new HashMap<>(properties)), data, RawClient.CODEC, logs, InstantSource.system());
        centers.add(center);
        return center;
    }

    private static Record firstOf(RawClient client, int type) throws IOException {
        while (true) {
            for (Record record : client.readBundle().records()) {
                if (record.type() == type) {
                    return record;
                }
            }
        }
    }

    private static int countEvents(Iterable<Record> records) {
        int events = 0;
        for (Record record : records) {
            events += RawClient.isEvent(record) ? 1 : 0;
        }
        return events;
    }

    private static byte[] events(ManagementCenter center, long timestamp, int count)
            throws IOException, GeneralSecurityException {
        ByteArrayOutputStream events = new ByteArrayOutputStream();
        try (RawClient client = new RawClient(center).requestBundles(Requests.NEWEST, timestamp)) {
            for (Record record : client.readEvents(count)) {
                events.writeBytes(record.message());
            }
        }
        return events.toByteArray();
    }
}
