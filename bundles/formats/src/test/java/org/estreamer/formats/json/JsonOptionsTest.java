package org.estreamer.formats.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.estreamer.codec.LayoutCodec;
import org.estreamer.format.FormatOptions;
import org.estreamer.format.FormatOptions.Naming;
import org.estreamer.formats.CefFormat;
import org.estreamer.formats.EcsFormat;
import org.estreamer.formats.JsonFormat;
import org.estreamer.formats.TestNames;
import org.estreamer.pipeline.message.RecordHeader;
import org.estreamer.record.Record;
import org.junit.jupiter.api.Test;

class JsonOptionsTest {
    private static final LayoutCodec CODEC = new LayoutCodec();
    private static final TestNames NAMES =
            TestNames.of(List.of("id * ruleName Allow web", "userId * userName ACME\\jdoe"));

    private static Record rule(long id) {
        return record(119, Map.of("blockType", 15, "id", id, "name", ""));
    }

    private static Record record(int type, Map<String, Object> values) {
        return NAMES.name(CODEC.decode("lab", CODEC.encode(new RecordHeader(type, 0, 1_700_000_000L), values)));
    }

    private static String json(Record record, Naming naming, boolean omitEmpty, Set<String> only, Set<String> without)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new JsonFormat(CODEC)
                .writer(new FormatOptions(naming, omitEmpty, only, without))
                .write(record, out);
        return out.toString(StandardCharsets.UTF_8).strip();
    }

    private static String named(Record record, Naming naming) throws IOException {
        return json(record, naming, true, Set.of(), Set.of());
    }

    @Test
    void shouldPutNamesLastBesideWhatIsThere() throws IOException {
        assertEquals(
                "{\"recordType\":119,\"archiveTimestamp\":1700000000,\"blockType\":15,\"id\":7,"
                        + "\"times\":{\"archiveTime\":\"2023-11-14T22:13:20Z\"},\"names\":{\"ruleName\":\"Allow web\"}}",
                named(rule(7), Naming.BOTH));
    }

    @Test
    void shouldPutNamesAndTimesInThePlaceOfWhatTheyMean() throws IOException {
        assertEquals(
                "{\"recordType\":119,\"archiveTime\":\"2023-11-14T22:13:20Z\",\"blockType\":15,"
                        + "\"ruleName\":\"Allow web\"}",
                named(rule(7), Naming.ONLY));
    }

    @Test
    void shouldWriteTheIdWhereItHasNoName() throws IOException {
        assertTrue(named(rule(0), Naming.ONLY).endsWith("\"blockType\":15,\"id\":0}"));
    }

    @Test
    void shouldPutMicrosecondsIntoTheTime() throws IOException {
        Record packet = record(2, Map.of("packetSecond", 1_700_000_000L, "packetMicrosecond", 250));
        assertEquals(
                "{\"packetTime\":\"2023-11-14T22:13:20.000250Z\"}",
                json(packet, Naming.ONLY, false, Set.of("packetSecond", "packetMicrosecond"), Set.of()));
        assertTrue(json(packet, Naming.BOTH, false, Set.of(), Set.of())
                .contains("\"packetSecond\":1700000000,\"packetMicrosecond\":250,"));
    }

    @Test
    void shouldPutTheNamesOfABlockIntoTheBlock() throws IOException {
        Record user = record(94, Map.of("user", Map.of("blockType", 158, "userId", 104)));
        assertTrue(named(user, Naming.BOTH).contains(",\"names\":{\"userName\":\"ACME\\\\jdoe\"}},\"times\""));
    }

    @Test
    void shouldLeaveOutOnlyZerosThatMeanThatThereIsNone() throws IOException {
        Record intrusion =
                record(400, Map.of("blockType", 85, "ipProtocolId", 1, "deviceId", 4, "sourceIpAddress", "10.0.0.1"));
        String json = json(intrusion, Naming.NONE, true, Set.of(), Set.of());
        assertTrue(json.contains("\"sourcePortOrIcmpType\":0"), "ICMP type 0 is echo reply: " + json);
        assertTrue(json.contains("\"impact\":0"), json);
        assertTrue(
                !json.contains("destinationIpAddress") && !json.contains("userId") && !json.contains("httpURI"), json);
    }

    @Test
    void shouldKeepBytesThatAreNone() throws IOException {
        String json = json(record(71, Map.of("blockType", 174)), Naming.NONE, true, Set.of(), Set.of());
        assertTrue(json.contains("\"initiatorTransmittedBytes\":0"), json);
    }

    @Test
    void shouldLeaveOutEmptyListsAndBlocks() throws IOException {
        String json = json(
                record(10, Map.of("hostProfile", Map.of("blockType", 139, "hops", 1))),
                Naming.NONE,
                true,
                Set.of(),
                Set.of());
        assertTrue(!json.contains("[]"), json);
    }

    @Test
    void shouldWriteOnlyTheFieldsThatAreWanted() throws IOException {
        Record user = record(94, Map.of("deviceId", 4, "user", Map.of("blockType", 158, "username", "jdoe")));
        assertEquals(
                "{\"deviceId\":4,\"user\":{\"username\":\"jdoe\"}}",
                json(user, Naming.NONE, false, Set.of("deviceId", "username"), Set.of()));
        assertTrue(json(user, Naming.NONE, false, Set.of("user"), Set.of("username"))
                .startsWith("{\"user\":{\"blockType\":158,\"userId\":0,\"realmId\":0,"));
    }

    @Test
    void shouldLeaveOutFieldsWithAllThatStandsInThem() throws IOException {
        Record user = record(94, Map.of("deviceId", 4, "user", Map.of("blockType", 158)));
        assertTrue(json(user, Naming.NONE, false, Set.of(), Set.of("user")).endsWith("\"eventSubtype\":0}"));
    }

    @Test
    void shouldRefuseAFieldThatItDoesNotWriteAndNameTheNearest() {
        FormatOptions json = new FormatOptions(Naming.BOTH, false, Set.of("initiatorIpAdress"), Set.of());
        assertEquals(
                "fields names 'initiatorIpAdress', which format json does not write: did you mean initiatorIpAddress?",
                assertThrows(IllegalArgumentException.class, () -> new JsonFormat(CODEC).writer(json))
                        .getMessage());
        FormatOptions ecs = new FormatOptions(Naming.BOTH, false, Set.of(), Set.of("source.iq"));
        assertEquals(
                "withoutFields names 'source.iq', which format ecs does not write: did you mean source.ip?",
                assertThrows(IllegalArgumentException.class, () -> new EcsFormat().writer(ecs))
                        .getMessage());
    }

    @Test
    void shouldTakeObjectsAndKeysOfTablesAsFields() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Record record = record(71, Map.of("blockType", 174, "initiatorIpAddress", "10.0.0.1", "initiatorPort", 1024));
        new EcsFormat()
                .writer(new FormatOptions(Naming.BOTH, false, Set.of("source"), Set.of("source.address")))
                .write(record, out);
        assertTrue(out.toString(StandardCharsets.UTF_8)
                .contains("\"source\":{\"ip\":\"10.0.0.1\",\"port\":1024,\"bytes\":0,\"packets\":0}"));
        out.reset();
        new CefFormat()
                .writer(new FormatOptions(Naming.BOTH, false, Set.of("src", "spt"), Set.of()))
                .write(record, out);
        assertEquals(
                "CEF:0|Cisco|Firepower|6.0|RNA:1003:1|CONNECTION STATISTICS|3|src=10.0.0.1 spt=1024\n",
                out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void shouldSayWhatNamesMayBe() {
        assertEquals(
                "names is 'all', but it must be both, only or none",
                assertThrows(IllegalArgumentException.class, () -> Naming.of("all"))
                        .getMessage());
    }
}
