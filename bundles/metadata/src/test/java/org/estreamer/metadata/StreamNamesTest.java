package org.estreamer.metadata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.estreamer.metadata.names.NameTableParser;
import org.estreamer.pipeline.message.RecordHeader;
import org.estreamer.record.Names;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;
import org.junit.jupiter.api.Test;

/** What records are called by the metadata before them. */
class StreamNamesTest {
    private static final int CONNECTION = 71;
    private static final int INTRUSION = 400;
    private static final int FILE = 500;
    private static final int MALWARE = 125;
    private static final int CORRELATION = 112;
    private static final int LOGIN = 95;

    private static final String POLICY = "00000000-0000-0000-0000-0000000000a1";
    private static final String OTHER = "00000000-0000-0000-0000-0000000000b2";
    private static final String SHA = "ab".repeat(32);

    private final StreamMetadata stream = new StreamMetadata("fmc", Records.CODEC, NameTableParser.standard());

    @Test
    void shouldNameTheIdsOfAConnection() {
        metadata(123, Map.of("id", 3, "name", "ftd-1"));
        metadata(117, Map.of("uuid", POLICY, "name", "Perimeter"));
        metadata(119, Map.of("uuid", POLICY, "id", 3116, "name", "Allow web"));
        metadata(119, Map.of("uuid", OTHER, "id", 3116, "name", "Another policy's"));
        metadata(119, Map.of("uuid", POLICY, "id", 9, "name", "Watch"));
        metadata(98, Map.of("id", 104, "username", "ann"));
        metadata(63, Map.of("id", 676, "name", "HTTP"));
        metadata(115, Map.of("uuid", OTHER, "name", "inside"));
        metadata(280, Map.of("id", 5, "accessControlPolicyUuid", POLICY, "name", "Malware list"));
        metadata(601, Map.of("revision", "000000000000000000000000000000a1", "id", 2, "name", "Decrypt"));
        metadata(120, Map.of("id", 2, "name", "Allow"));

        Map<String, List<String>> names = names(event(
                CONNECTION,
                Map.ofEntries(
                        Map.entry("blockType", 163),
                        Map.entry("deviceId", 3),
                        Map.entry("policyRevision", POLICY),
                        Map.entry("ruleId", 3116),
                        Map.entry("monitorRule8", 9),
                        Map.entry("ruleAction", 2),
                        Map.entry("ruleReason", 1 | 16 | 512),
                        Map.entry("userId", 104),
                        Map.entry("applicationId", 676),
                        Map.entry("protocol", 6),
                        Map.entry("ingressZone", OTHER),
                        Map.entry("securityIntelligenceList1", 5),
                        Map.entry("initiatorCountry", 840),
                        Map.entry("sslFlowFlags", 1L << 60 | 5),
                        Map.entry("sslActualAction", 3))));

        assertEquals(List.of("ftd-1"), names.get("deviceName"));
        assertEquals(List.of("Perimeter"), names.get("policyName"));
        assertEquals(List.of("Allow web"), names.get("ruleName"));
        assertEquals(List.of("Watch"), names.get("monitorRule8Name"));
        assertFalse(names.containsKey("monitorRule1Name"));
        assertEquals(List.of("Allow"), names.get("ruleActionName"));
        assertEquals(List.of("IP Block", "File Block", "File Custom Detection"), names.get("ruleReasonNames"));
        assertEquals(List.of("ann"), names.get("userName"));
        assertEquals(List.of("HTTP"), names.get("applicationName"));
        assertEquals(List.of("TCP"), names.get("protocolName"));
        assertEquals(List.of("inside"), names.get("ingressZoneName"));
        assertEquals(List.of("Malware list"), names.get("securityIntelligenceList1Name"));
        assertEquals(List.of("United States"), names.get("initiatorCountryName"));
        assertEquals(List.of("US"), names.get("initiatorCountryIsoCode"));
        assertEquals(
                List.of("NSE_FLOW_VALID", "NSE_FLOW_INTERCEPT", "0x1000000000000000"), names.get("sslFlowFlagNames"));
        assertEquals(List.of("block with reset"), names.get("sslActualActionName"));
    }

    @Test
    void shouldNameTheDefaultActionOfAPolicy() {
        Map<String, List<String>> names =
                names(event(CONNECTION, Map.of("blockType", 163, "policyRevision", POLICY, "ruleId", 0)));
        assertEquals(List.of("Default Action"), names.get("ruleName"));

        names = names(event(CONNECTION, Map.of("blockType", 163, "ruleId", 0)));
        assertFalse(names.containsKey("ruleName"), "without a policy");
    }

    @Test
    void shouldNameTheRuleOfAnIntrusionWithItsMessage() {
        metadata(
                66,
                Map.of(
                        "generatorId", 1,
                        "ruleId", 4711,
                        "signatureId", 1201,
                        "ruleUuid", OTHER,
                        "message", "SERVER-WEBAPP \"x\""));
        metadata(67, Map.of("id", 4, "name", "attempted-admin", "description", "Attempted Administrator"));
        metadata(700, Map.of("uuid", OTHER, "name", "Balanced"));
        metadata(118, Map.of("uuid", POLICY, "name", "Strict"));
        metadata(260, Map.of("type", 8, "protocol", 1, "description", "Echo"));
        metadata(161, Map.of("id", 12, "category", "CnC", "eventType", "CnC connected"));

        Map<String, List<String>> names = names(event(
                INTRUSION,
                Map.ofEntries(
                        Map.entry("generatorId", 1),
                        Map.entry("ruleId", 4711),
                        Map.entry("classificationId", 4),
                        Map.entry("policyUuid", POLICY),
                        Map.entry("networkAnalysisPolicyUuid", OTHER),
                        Map.entry("ipProtocolId", 1),
                        Map.entry("sourcePortOrIcmpType", 8),
                        Map.entry("impact", 2),
                        Map.entry("impactFlags", 7),
                        Map.entry("iocNumber", 12),
                        Map.entry("blocked", 1))));

        assertEquals(List.of("SERVER-WEBAPP \"x\""), names.get("ruleMessage"));
        assertEquals(List.of("1201"), names.get("ruleSignatureId"));
        assertEquals(List.of(OTHER), names.get("ruleUuid"));
        assertEquals(List.of("attempted-admin"), names.get("classificationName"));
        assertEquals(List.of("Attempted Administrator"), names.get("classificationDescription"));
        assertEquals(List.of("Strict"), names.get("policyName"));
        assertEquals(List.of("Balanced"), names.get("networkAnalysisPolicyName"));
        assertEquals(List.of("Echo"), names.get("icmpTypeName"));
        assertEquals(List.of("orange (potentially vulnerable)"), names.get("impactName"));
        assertEquals(
                List.of("monitored network", "host in network map", "server on port"), names.get("impactFlagNames"));
        assertEquals(List.of("CnC"), names.get("iocCategory"));
        assertEquals(List.of("dropped"), names.get("blockedName"));
    }

    @Test
    void shouldKnowFilesByTheirDigestAndCertificatesByTheirs() {
        String fingerprint = "0102030405060708090a0b0c0d0e0f1011121314";
        metadata(511, Map.of("blockType", 40, "shaHash", SHA, "fileName", "invoice.exe", "disposition", 3));
        metadata(510, Map.of("id", 21, "name", "MSEXE"));
        metadata(
                614,
                Map.ofEntries(
                        Map.entry("fingerprintShaHash", fingerprint),
                        Map.entry("serialNumber", "0a0b" + "00".repeat(18)),
                        Map.entry("serialNumberLength", 2),
                        Map.entry("subjectCn", "www.example.com"),
                        Map.entry("subjectOrganisation", "Example, Inc."),
                        Map.entry("issuerCn", "Example CA"),
                        Map.entry("issuerCountry", "US"),
                        Map.entry("validStartDate", 1_600_000_000L),
                        Map.entry("validFinishDate", 1_700_000_000L)));

        Map<String, List<String>> names = names(event(
                FILE,
                Map.of("shaHash", SHA, "fileTypeId", 21, "sslCertificateFingerprint", fingerprint, "direction", 2)));

        assertEquals(List.of("invoice.exe"), names.get("shaHashFileName"));
        assertEquals(List.of("malware"), names.get("shaHashDisposition"));
        assertEquals(List.of("MSEXE"), names.get("fileTypeName"));
        assertEquals(List.of("upload"), names.get("directionName"));
        assertEquals(List.of("CN=www.example.com, O=Example\\, Inc."), names.get("sslCertificateSubject"));
        assertEquals(List.of("CN=Example CA, C=US"), names.get("sslCertificateIssuer"));
        assertEquals(List.of("0a0b"), names.get("sslCertificateSerialNumber"));
        assertEquals(List.of("2020-09-13T12:26:40Z"), names.get("sslCertificateNotBefore"));
        assertEquals(List.of("2023-11-14T22:13:20Z"), names.get("sslCertificateNotAfter"));

        names = names(event(MALWARE, Map.of("parentShaHash", SHA, "userId", 0, "eventTypeId", 553_648_143L)));
        assertEquals(List.of("invoice.exe"), names.get("parentShaHashFileName"), "which is text in this record");
        assertEquals(List.of("quarantined"), names.get("eventTypeName"));
    }

    @Test
    void shouldNameUsersInCorrelationAndLoginEvents() {
        metadata(98, Map.of("id", 7, "username", "ann"));
        metadata(70, Map.of("id", 7, "name", "Too many logins"));
        metadata(300, Map.of("id", 2, "name", "corp"));

        Map<String, List<String>> names =
                names(event(CORRELATION, Map.of("ruleId", 7, "sourceUserId", 7, "eventType", 1, "sourceHostType", 1)));
        assertEquals(List.of("Too many logins"), names.get("ruleName"));
        assertEquals(List.of("ann"), names.get("sourceUserName"));
        assertEquals(List.of("intrusion"), names.get("eventTypeName"));
        assertEquals(List.of("router"), names.get("sourceHostTypeName"));

        names = names(event(
                LOGIN,
                Map.of(
                        "eventType",
                        1004,
                        "eventSubtype",
                        2,
                        "userLogin",
                        Map.of("blockType", 167, "userId", 7, "realmId", 2))));
        assertEquals(List.of("user login"), names.get("eventSubtypeName"));
        assertEquals(List.of("ann"), names.get("userName"));
        assertEquals(List.of("corp"), names.get("realmName"));
    }

    @Test
    void shouldUseTheNamesOfADomainAndThoseOfTheGlobalOne() {
        metadata(350, Map.of("id", 2, "name", "Global \\ Berlin"));
        metadata(63, Map.of("id", 676, "name", "HTTP"));
        metadata(63, Map.of("id", 677, "name", "global"));
        take(2, 63, Map.of("id", 677, "name", "of Berlin"));

        Map<String, List<String>> names = names(take(2, CONNECTION, Map.of("blockType", 163, "applicationId", 676)));
        assertEquals(List.of("Global \\ Berlin"), names.get("domainName"));
        assertEquals(List.of("HTTP"), names.get("applicationName"));

        Record event = take(2, CONNECTION, Map.of("blockType", 163, "applicationId", 677));
        assertEquals(List.of("of Berlin"), names(event).get("applicationName"));
        metadata(63, Map.of("id", 676, "name", "HTTP/2"));
        names = names(take(2, CONNECTION, Map.of("blockType", 163, "applicationId", 676)));
        assertEquals(List.of("HTTP/2"), names.get("applicationName"), "although it was asked for before");
    }

    @Test
    void shouldGiveARecordTheNameThatWasValidWhenItCame() {
        Record before = event(CONNECTION, Map.of("blockType", 163, "applicationId", 676));
        metadata(63, Map.of("id", 676, "name", "first"));
        Record first = event(CONNECTION, Map.of("blockType", 163, "applicationId", 676));
        metadata(63, Map.of("id", 676, "name", "second"));
        Record second = event(CONNECTION, Map.of("blockType", 163, "applicationId", 676));

        assertFalse(names(before).containsKey("applicationName"));
        assertEquals(List.of("first"), names(first).get("applicationName"));
        assertEquals(List.of("second"), names(second).get("applicationName"));
        assertEquals(List.of("first"), names(first).get("applicationName"));
    }

    @Test
    void shouldBoundAndCleanNames() {
        metadata(63, Map.of("id", 1, "name", "é".repeat(1 << 19)));
        byte[] payload =
                Records.CODEC.encode(new RecordHeader(63, 0, RecordHeader.SHORT), Map.of("id", 2, "name", "abc"));
        payload[payload.length - 2] = (byte) 0xFF;
        take(Records.CODEC.decode("fmc", payload));

        String longest = names(event(CONNECTION, Map.of("blockType", 163, "applicationId", 1)))
                .get("applicationName")
                .get(0);
        assertEquals("é".repeat(Names.MAX_BYTES / 2), longest);
        assertTrue(longest.getBytes(StandardCharsets.UTF_8).length <= Names.MAX_BYTES);
        assertEquals(
                List.of("a\uFFFDc"),
                names(event(CONNECTION, Map.of("blockType", 163, "applicationId", 2)))
                        .get("applicationName"));
    }

    @Test
    void shouldGiveWhatABrokenRecordStillHas() {
        metadata(66, Map.of("generatorId", 1, "ruleId", 4711, "message", "found"));
        byte[] whole = Records.CODEC.encode(
                new RecordHeader(INTRUSION, 0, RecordHeader.SHORT),
                Map.of("generatorId", 1, "ruleId", 4711, "ipProtocolId", 6));
        for (int length = 0; length <= whole.length; length++) {
            Record cut = Records.CODEC.decode("fmc", Arrays.copyOf(whole, length));
            take(cut);
            Map<String, List<String>> names = cut.names().all();
            assertTrue(length < whole.length || names.get("ruleMessage").equals(List.of("found")));
        }
    }

    @Test
    void shouldKnowNothingOfARecordThatNobodyGaveNames() {
        Record record = Records.record("fmc", CONNECTION, Map.of("blockType", 163, "protocol", 6));

        assertSame(Names.NONE, record.names());
        assertEquals(Map.of(), record.names().all());
    }

    private void metadata(int type, Map<String, ?> values) {
        take(0, type, values);
    }

    private Record event(int type, Map<String, ?> values) {
        return take(0, type, values);
    }

    private Record take(int netmapId, int type, Map<String, ?> values) {
        Record record = Records.CODEC.decode(
                "fmc", Records.CODEC.encode(new RecordHeader(type, netmapId, RecordHeader.SHORT), values));
        assertTrue(record.known(), record.toString());
        return take(record);
    }

    private Record take(Record record) {
        stream.name(new RecordBatch("fmc", List.of(record)));
        return record;
    }

    private static Map<String, List<String>> names(Record record) {
        return record.names().all();
    }
}
