package org.estreamer.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.estreamer.codec.bytes.ByteWriter;
import org.estreamer.codec.layout.LayoutParser;
import org.estreamer.codec.layout.Plan;
import org.estreamer.codec.record.StructView;
import org.estreamer.pipeline.log.LogBatch;
import org.estreamer.pipeline.message.RecordHeader;
import org.estreamer.record.Fields;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;
import org.estreamer.record.RecordGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayoutRecordTest {
    private static final RecordHeader CONNECTION = new RecordHeader(71, 3, 1_700_000_000L);

    private static final LayoutCodec CODEC = new LayoutCodec();

    @Test
    void shouldGiveFieldsByNameAndType() throws UnknownHostException {
        UUID policy = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
        Record record = record(
                CONNECTION,
                Map.ofEntries(
                        Map.entry("blockType", 163),
                        Map.entry("hostIpAddress", "192.0.2.1"),
                        Map.entry("eventSecond", 0xFFFFFFFFL),
                        Map.entry("deviceId", 7),
                        Map.entry("initiatorIpAddress", "192.0.2.9"),
                        Map.entry("responderIpAddress", "2001:db8::1"),
                        Map.entry("policyRevision", policy),
                        Map.entry("initiatorPort", 65535),
                        Map.entry("protocol", 6),
                        Map.entry("initiatorTransmittedBytes", "18446744073709551615"),
                        Map.entry("clientUrl", "https://example.test/a?b"),
                        Map.entry("fileEventCount", 2)));
        assertEquals("fmc", record.server());
        assertEquals(RecordGroup.CONNECTION, record.group());
        assertEquals("Connection Statistics", record.name());
        assertEquals(3, record.netmapId());
        assertEquals(1_700_000_000L, record.archiveTimestamp());
        assertEquals(163, record.blockType());
        assertEquals(0xFFFFFFFFL, record.uint32("eventSecond"));
        assertEquals(InetAddress.getByName("192.0.2.9"), record.address("initiatorIpAddress"));
        assertEquals(InetAddress.getByName("2001:db8::1"), record.address("responderIpAddress"));
        assertEquals(policy, record.uuid("policyRevision"));
        assertEquals(65535, record.uint16("initiatorPort"));
        assertEquals(6, record.uint8("protocol"));
        assertEquals(-1L, record.uint64("initiatorTransmittedBytes"));
        assertEquals("https://example.test/a?b", record.text("clientUrl"));
        assertEquals("", record.text("netbios"));
        assertEquals(2, record.number("fileEventCount"));
        assertArrayEquals("https".getBytes(StandardCharsets.UTF_8), slice(record, "clientUrl", 5));
    }

    @Test
    void shouldGiveBlocksAndLists() {
        Record record = record(
                new RecordHeader(11, 0, RecordHeader.SHORT),
                Map.of(
                        "hostServer",
                        Map.of(
                                "blockType",
                                103,
                                "port",
                                443,
                                "serverInformation",
                                List.of(Map.of("vendor", "nginx"), Map.of("vendor", "caddy", "version", "2"))),
                        "hostIpAddress",
                        "::1"));
        Fields server = record.block("hostServer");
        assertEquals(443, server.uint16("port"));
        List<Fields> information = server.list("serverInformation");
        assertEquals(2, information.size());
        assertEquals("caddy", information.get(1).text("vendor"));
        assertEquals("2", information.get(1).text("version"));
        assertEquals(0, server.list("webApplication").size());
        assertFalse(record.hasArchiveTimestamp());
    }

    @Test
    void shouldNotHaveAListWithAnItemWhoseLengthLies() {
        RecordHeader header = new RecordHeader(11, 0, RecordHeader.SHORT);
        Map<String, ?> server =
                Map.of("blockType", 103, "serverInformation", List.of(Map.of("vendor", "nginx"), Map.of()));
        byte[] payload = CODEC.encode(header, Map.of("hostServer", server));
        Fields sound = CODEC.decode("fmc", payload.clone()).block("hostServer");
        assertTrue(sound.has("serverInformation"));

        payload[sound.offsetOf("serverInformation") + 12] = 0x7F;
        Fields broken = CODEC.decode("fmc", payload).block("hostServer");
        assertFalse(broken.has("serverInformation"));
        assertThrows(NoSuchElementException.class, () -> broken.list("serverInformation"));
    }

    @Test
    void shouldRefuseNamesThatTheLayoutLacksAndTypesThatTheFieldHasNot() {
        Record record = record(CONNECTION, Map.of());
        IllegalArgumentException unknown =
                assertThrows(IllegalArgumentException.class, () -> record.uint32("initiatorPrt"));
        assertTrue(unknown.getMessage().contains("initiatorPort"), unknown.getMessage());
        assertThrows(IllegalArgumentException.class, () -> record.uint32("initiatorPort"));
        assertThrows(IllegalArgumentException.class, () -> record.text("initiatorPort"));
        assertThrows(IllegalArgumentException.class, () -> record.address("policyRevision"));
        assertFalse(record.has("nothing"));
    }

    @Test
    void shouldTellFieldsThatTheBytesDoNotHold() {
        byte[] whole = CODEC.encode(CONNECTION, Map.of("clientUrl", "x".repeat(50)));
        int urlAt = CODEC.decode("fmc", whole).offsetOf("clientUrl");
        Record cut = CODEC.decode("fmc", Arrays.copyOf(whole, urlAt + 10));
        assertTrue(cut.has("initiatorIpAddress"));
        assertFalse(cut.has("clientUrl"));
        assertFalse(cut.has("fileEventCount"));
        assertThrows(NoSuchElementException.class, () -> cut.text("clientUrl"));
        assertNotNull(cut.fault());
    }

    @Test
    void shouldTakeABlockThatEndsAtAFieldForAnOlderOne() {
        byte[] whole = CODEC.encode(CONNECTION, Map.of());
        Record sound = CODEC.decode("fmc", whole);
        int cutAt = sound.offsetOf("initiatorCountry");
        ByteWriter out = new ByteWriter();
        out.bytes(Arrays.copyOf(whole, cutAt));
        out.overwriteUint32(4, cutAt - 16);
        out.overwriteUint32(16 + 56 + 4, cutAt - 16 - 56);
        Record early = CODEC.decode("fmc", out.toByteArray());
        assertNull(early.fault());
        assertTrue(early.has("fileEventCount"));
        assertFalse(early.has("initiatorCountry"));
    }

    @Test
    void shouldPassOverFieldsThatALaterReleaseAdds() {
        byte[] whole = CODEC.encode(CONNECTION, Map.of("clientUrl", "u"));
        ByteWriter out = new ByteWriter();
        out.bytes(whole);
        out.bytes(new byte[] {1, 2, 3, 4, 5});
        out.overwriteUint32(4, whole.length - 16 + 5);
        out.overwriteUint32(16 + 56 + 4, whole.length - 16 - 56 + 5);
        Record later = CODEC.decode("fmc", out.toByteArray());
        assertNull(later.fault());
        assertEquals("u", later.text("clientUrl"));
    }

    @Test
    void shouldKeepTheBytesOfUnknownRecordsAndBlocks() {
        byte[] unknownType = {0, 0, 0x27, 0x0F, 0, 0, 0, 3, 1, 2, 3};
        Record record = CODEC.decode("fmc", unknownType);
        assertFalse(record.known());
        assertNull(record.fault());
        assertEquals("Record 9999", record.name());
        assertEquals(Map.of("raw", "AQID"), Tree.of(record));

        ByteWriter out = new ByteWriter();
        out.bytes(CODEC.encode(CONNECTION, Map.of("hostIpAddress", "192.0.2.1")));
        out.overwriteUint32(16 + 56, 999);
        Record unknownBlock = CODEC.decode("fmc", out.toByteArray());
        assertFalse(unknownBlock.known());
        assertNull(unknownBlock.fault());
        assertEquals(999, unknownBlock.blockType());
        assertEquals(
                InetAddress.getLoopbackAddress().getClass(),
                unknownBlock.address("hostIpAddress").getClass());
        assertTrue(Tree.of(unknownBlock).containsKey("raw"));
    }

    @Test
    void shouldCutTextAtItsPadding() {
        Record record = record(new RecordHeader(4, 0, 0), Map.of("name", "high\0\0\0"));
        assertEquals("high", record.text("name"));
        assertEquals(7, record.bytes("name").length);
    }

    @Test
    void shouldMaskTheLongHeaderBitAndTheDomainOffTheType() {
        byte[] message = CODEC.encode(new RecordHeader(4, 0x1234, 9), Map.of("name", "n"));
        message[0] |= (byte) 0x80;
        Record record = CODEC.decode("fmc", message);
        assertEquals(4, record.type());
        assertEquals(0x1234, record.netmapId());
        assertEquals("n", record.text("name"));
    }

    @Test
    void shouldReadAShortHeaderWhoseLengthCountsItself() {
        byte[] message = CODEC.encode(new RecordHeader(4, 0, RecordHeader.SHORT), Map.of("name", "counted"));
        message[7] = (byte) (message[7] + 8);
        Record record = CODEC.decode("fmc", message);
        assertNull(record.fault());
        assertEquals("counted", record.text("name"));
    }

    @Test
    void shouldStopAtBlocksNestedTooDeep() {
        Map<String, Object> top = Map.of();
        for (int i = 0; i < 40; i++) {
            top = Map.of("blockType", 60, "list", List.of(top));
        }
        Record record = record(new RecordHeader(77, 0, 1), with(top, "hostIpAddress", "::1"));
        assertNotNull(record.fault());
        assertTrue(record.fault().what().contains("nested"), record.fault().what());
        Tree.of(record);
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0", "1, 6", "2, 6"})
    void shouldTakeTheReadingOfABlockThatUsesItUpOrStaysWithinIt(int ids, int unknownBytes) {
        ByteWriter block = new ByteWriter();
        block.uint32(112);
        block.uint32(8 + 8 + 4 * ids + 8 + 1 + 8 + 8 + unknownBytes);
        for (int number = 1; number <= 2 + ids; number++) {
            block.uint32(number);
        }
        block.uint32(0);
        block.uint32(9);
        block.bytes(new byte[] {'v'});
        block.bytes(new byte[] {0, 0, 0, 31, 0, 0, 0, 8, 0, 0, 0, 31, 0, 0, 0, 8});
        block.bytes(new byte[unknownBytes]);
        byte[] bytes = block.toByteArray();
        Plan plan = LayoutParser.standard().series(1).planAt(bytes, 0, bytes.length);
        StructView view = new StructView(bytes, 0, 0, bytes.length, plan);
        assertNull(view.fault());
        assertEquals("v", view.text("version"));
        assertEquals(3, view.uint32("applicationId"));
        assertEquals(ids == 2, Tree.of(view).containsKey("clientApplicationId"));
    }

    @Test
    void shouldRefuseValuesThatDoNotFit() {
        assertRefused(Map.of("initiatorPort", 65536), "initiatorPort");
        assertRefused(Map.of("initiatorPort", "http"), "initiatorPort");
        assertRefused(Map.of("initiatorIpAddress", "example.test"), "initiatorIpAddress");
        assertRefused(Map.of("policyRevision", "x"), "policyRevision");
        assertRefused(Map.of("clientUlr", "x"), "clientUlr");
        assertRefused(Map.of("blockType", 12345), "12345");
        assertThrows(IllegalArgumentException.class, () -> CODEC.encode(new RecordHeader(9999, 0, 0), Map.of()));
    }

    @Test
    void shouldTellWhenItCameOnceItIsInALog() {
        Record record = record(CONNECTION, Map.of("blockType", 163));
        assertEquals(0, record.arrival());
        Instant arrival = Instant.parse("2026-11-28T12:00:00.250Z");
        LogBatch batch = new LogBatch(1, 1, 7, arrival, new RecordBatch("fmc", List.of(record)));
        assertEquals(arrival.toEpochMilli(), batch.records().get(0).arrival());
    }

    private void assertRefused(Map<String, Object> values, String named) {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> CODEC.encode(CONNECTION, values));
        assertTrue(refusal.getMessage().contains(named), refusal.getMessage());
    }

    private Record record(RecordHeader header, Map<String, ?> values) {
        return CODEC.decode("fmc", CODEC.encode(header, values));
    }

    private static Map<String, Object> with(Map<String, Object> values, String name, Object value) {
        Map<String, Object> more = new HashMap<>(values);
        more.put(name, value);
        return more;
    }

    private static byte[] slice(Record record, String field, int length) {
        int at = record.offsetOf(field);
        return Arrays.copyOfRange(record.message(), at, at + length);
    }
}
