package org.estreamer.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import org.estreamer.pipeline.message.Message;
import org.estreamer.record.Record;
import org.estreamer.simulator.history.History;
import org.estreamer.simulator.history.Requests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManagementCenterTest extends ManagementCenterRig {
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
    void shouldNameAPortThatIsTaken() {
        ManagementCenter center = start(Map.of());
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> start(Map.of("port", center.port())));
        assertTrue(e.getMessage().contains("port=" + center.port()), e.getMessage());
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
