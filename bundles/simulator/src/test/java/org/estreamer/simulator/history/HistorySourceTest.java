package org.estreamer.simulator.history;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.estreamer.codec.LayoutCodec;
import org.estreamer.pipeline.message.Message;
import org.estreamer.pipeline.message.Message.EventStreamRequest;
import org.estreamer.pipeline.message.MessageCodec;
import org.estreamer.pipeline.message.MessageReader;
import org.estreamer.record.FieldVisitor;
import org.estreamer.record.Record;
import org.estreamer.record.RecordGroup;
import org.estreamer.simulator.server.Subscription;
import org.estreamer.simulator.settings.Settings;
import org.estreamer.simulator.template.TemplateFactory;
import org.estreamer.simulator.traffic.Mention;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HistorySourceTest {
    private static final MessageCodec CODEC = new LayoutCodec();
    private static final int RECORDS = 3_000;

    @ParameterizedTest
    @EnumSource(Requests.class)
    void shouldMakeRecordsThatDecodeInEveryRelease(Requests release) throws IOException {
        for (Record record : records(release.subscription(), Requests.OLDEST)) {
            assertTrue(record.known(), () -> release + ": " + record.name());
            assertNull(record.fault(), () -> release + ": " + record.name());
            assertNull(record.visit(new FieldVisitor() {}), () -> release + ": " + record.name());
        }
    }

    @Test
    void shouldMakeRecordsForFlagsAlone() throws IOException {
        Subscription subscription = Subscription.of(new EventStreamRequest(0, Requests.PLAIN), null);
        Set<Integer> types = new HashSet<>();
        for (Record record : records(subscription, Requests.OLDEST)) {
            assertTrue(record.known() && record.fault() == null, record::name);
            types.add(record.type());
        }
        assertTrue(types.containsAll(Set.of(2, 9, 10, 11, 71, 94, 95, 110, 112, 207, 208)), types::toString);
        assertTrue(!types.contains(500) && !types.contains(125), "files and malware need the extended request");
    }

    @Test
    void shouldMixAllGroups() throws IOException {
        Map<RecordGroup, Integer> counts = new HashMap<>();
        for (Record record : records(Requests.NEWEST.subscription(), Requests.OLDEST)) {
            counts.merge(record.group(), 1, Integer::sum);
        }
        Set<RecordGroup> expected = EnumSet.complementOf(EnumSet.of(RecordGroup.UNKNOWN));
        assertEquals(expected, counts.keySet());
        assertEquals(0.8, counts.get(RecordGroup.CONNECTION) / (double) RECORDS, 0.03);
    }

    @Test
    void shouldAskForANameWithAPacketEachWayAndCarryMoreElsewhere() throws IOException {
        Map<Boolean, Set<Long>> received = new HashMap<>();
        for (Record record : records(Requests.NEWEST.subscription(), Requests.OLDEST)) {
            if (record.type() == 71) {
                received.computeIfAbsent(record.text("dnsQuery").isEmpty(), other -> new HashSet<>())
                        .add(record.number("responderTransmittedPackets"));
            }
        }
        assertEquals(Set.of(1L), received.get(false));
        assertTrue(received.get(true).size() > 50, received::toString);
    }

    @Test
    void shouldSendTheVersionsThatWereAskedFor() throws IOException {
        assertEquals(Map.of(71, 174, 400, 85, 125, 80, 500, 79, 112, 156), blocks(Requests.NEWEST));
        assertEquals(Map.of(71, 163, 400, 60, 125, 62, 500, 56, 112, 156), blocks(Requests.RELEASE_6));
        assertEquals(Map.of(71, 155, 400, 45, 125, 47, 500, 46, 112, 156), blocks(Requests.RELEASE_5_4));
    }

    @Test
    void shouldNameEverythingBeforeItIsMentionedAndOnlyOnce() throws IOException {
        Set<Mention> named = new HashSet<>();
        int mentions = 0;
        for (Record record : records(Requests.NEWEST.subscription(), Requests.OLDEST)) {
            if (record.group() == RecordGroup.METADATA) {
                assertTrue(named.add(MentionReader.named(record)), () -> "named again: " + record.name());
            } else {
                for (Mention mention : MentionReader.mentions(record)) {
                    assertTrue(named.contains(mention), () -> record.name() + " before " + mention);
                    mentions++;
                }
            }
        }
        assertTrue(mentions > RECORDS, "connections mention several things each");
    }

    @Test
    void shouldRepeatAnyLaterSecondByteForByte() throws IOException {
        byte[] all = events(records(Requests.NEWEST.subscription(), Requests.OLDEST));
        List<Record> later = new ArrayList<>(records(Requests.NEWEST.subscription(), History.BEGIN + 3));
        assertEquals(
                History.BEGIN + 3,
                later.stream()
                        .filter(record -> record.group() != RecordGroup.METADATA)
                        .findFirst()
                        .orElseThrow()
                        .archiveTimestamp());
        byte[] tail = events(later);
        byte[] expected = new byte[tail.length];
        System.arraycopy(all, all.length - tail.length, expected, 0, tail.length);
        assertArrayEquals(expected, tail);
    }

    @Test
    void shouldNotMakeTheSameRecordTwice() throws IOException {
        Set<Long> digests = new HashSet<>();
        for (Record record : records(Requests.NEWEST.subscription(), Requests.OLDEST)) {
            assertTrue(digests.add(record.digest()), record::name);
        }
    }

    @Test
    void shouldMakeOtherRecordsOfAnotherSeed() throws IOException {
        byte[] zero = events(records(Requests.NEWEST.subscription(), Requests.OLDEST, 0));
        byte[] one = events(records(Requests.NEWEST.subscription(), Requests.OLDEST, 1));
        assertTrue(!Arrays.equals(zero, one));
    }

    @Test
    void shouldTellAStoryWithOneSetOfIds() throws IOException {
        List<Record> records = records(Requests.NEWEST.subscription(), Requests.OLDEST);
        Map<Long, Record> intrusions = new HashMap<>();
        Map<String, Record> connections = new HashMap<>();
        for (Record record : records) {
            if (record.type() == 400) {
                intrusions.put(record.uint32("eventId"), record);
            } else if (record.type() == 71) {
                connections.put(
                        record.uint16("instanceId") + "/" + record.uint16("connectionCounter") + "/"
                                + record.uint32("firstPacketTimestamp"),
                        record);
            }
        }
        assertEquals(RECORDS / 50, intrusions.size());
        for (Record record : records) {
            if (record.type() == 2 || record.type() == 110 || record.type() == 9) {
                Record intrusion = intrusions.get(record.uint32("eventId"));
                assertEquals(intrusion.uint32("eventSecond"), record.uint32("eventSecond"));
                assertEquals(intrusion.uint32("deviceId"), record.uint32("deviceId"));
            }
        }
        for (Record intrusion : intrusions.values()) {
            Record connection = connections.get(intrusion.uint16("connectionInstanceId") + "/"
                    + intrusion.uint16("connectionCounter") + "/" + intrusion.uint32("connectionTimestamp"));
            assertEquals(intrusion.address("sourceIpAddress"), connection.address("initiatorIpAddress"));
            assertEquals(intrusion.uint16("sourcePortOrIcmpType"), connection.uint16("initiatorPort"));
            assertEquals(1, connection.uint16("intrusionEventCount"));
        }
    }

    @Test
    void shouldCapturePacketsWithRightChecksums() throws IOException {
        int v4 = 0;
        int v6 = 0;
        for (Record record : records(Requests.NEWEST.subscription(), Requests.OLDEST)) {
            if (record.type() == 2) {
                Packet packet = new Packet(record.bytes("packetData"));
                packet.check();
                v4 += packet.isV4() ? 1 : 0;
                v6 += packet.isV4() ? 0 : 1;
            }
        }
        assertTrue(v4 > 0 && v6 > 0, v4 + " and " + v6);
    }

    @Test
    void shouldLeaveOutWhatWasNotAskedFor() throws IOException {
        long bare = Requests.EVERYTHING & ~(1L | 1L << 20 | 1L << 23 | 1L << 27);
        Message.Service service =
                new Message.Service(Message.Service.ESTREAMER, bare, 0, List.of(new Message.EventVersion(11, 12)));
        Subscription subscription = Subscription.of(new EventStreamRequest(0, bare), service);
        Set<Integer> types = new HashSet<>();
        for (Record record : records(subscription, Requests.OLDEST)) {
            types.add(record.type());
            assertTrue(!record.hasArchiveTimestamp());
        }
        assertEquals(Set.of(400, 9), types);
    }

    private static Map<Integer, Integer> blocks(Requests release) throws IOException {
        Map<Integer, Integer> blocks = new HashMap<>();
        for (Record record : records(release.subscription(), Requests.OLDEST)) {
            if (Set.of(71, 400, 125, 500, 112).contains(record.type())) {
                blocks.put(record.type(), record.blockType());
            }
        }
        return blocks;
    }

    private static byte[] events(List<Record> records) {
        ByteArrayOutputStream events = new ByteArrayOutputStream();
        records.stream()
                .filter(record -> record.group() != RecordGroup.METADATA)
                .forEach(record -> events.writeBytes(record.message()));
        return events.toByteArray();
    }

    private static List<Record> records(Subscription subscription, long start) throws IOException {
        return records(subscription, start, 0);
    }

    private static List<Record> records(Subscription subscription, long start, int seed) throws IOException {
        Settings settings = Settings.read(Map.of("rate", 0, "records", RECORDS, "recordsPerSecond", 500, "seed", seed));
        History history = new History(settings, InstantSource.system());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (HistorySource source = new HistorySource(
                history,
                new RecordOrder(history, settings.delivery(), 1, start),
                new TemplateFactory(CODEC, subscription),
                subscription,
                new Renaming(Long.MAX_VALUE),
                Outbox.ofBundles(7, 256),
                Long.MAX_VALUE)) {
            while (source.nanosUntilDue() != Long.MAX_VALUE) {
                source.send(out);
            }
        }
        List<Record> records = new ArrayList<>();
        MessageReader reader = CODEC.reader("test", new ByteArrayInputStream(out.toByteArray()), 1 << 20);
        int sequence = 0;
        for (Message message = reader.next(); message != null; message = reader.next()) {
            Message.Bundle bundle = (Message.Bundle) message;
            assertEquals(7, bundle.connectionId());
            assertEquals(++sequence, bundle.sequence());
            bundle.records().forEach(records::add);
        }
        return records;
    }
}
