package org.estreamer.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.estreamer.format.FormatOptions.Naming;
import org.estreamer.pipeline.message.RecordHeader;
import org.estreamer.record.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an event means is in its line, whatever names it has. */
class EventMeaningTest {
    private static final String HASH = "11".repeat(32);
    private static final String OS = "33333333-3333-3333-3333-333333333333";
    private static final TestNames NAMES = TestNames.of(List.of(
            "deviceId * deviceName edge",
            "ruleId * ruleName Quarantine",
            "policyId * policyName Branches",
            "priorityId * priorityName high",
            "shaHash * shaHashFileName Example.Name",
            "fileShaHash * fileShaHashFileName Example.Name",
            "sslCertificateFingerprint * sslCertificateSubject CN=www.example.test, O=Example",
            "uuid * osName Windows",
            "uuid * osVendor Microsoft",
            "uuid * osVersion 11",
            "userId * userName No Authentication Required",
            "sourceUserId * sourceUserName ACME\\jdoe"));

    private static Record record(int type, Map<String, ?> values) {
        return NAMES.name(
                Vectors.CODEC.decode("lab", Vectors.CODEC.encode(new RecordHeader(type, 0, 1_700_000_000L), values)));
    }

    private static Map<String, Object> with(Map<String, ?> some, String name, Object value) {
        Map<String, Object> more = new HashMap<>(some);
        more.put(name, value);
        return more;
    }

    private static String line(String format, Naming naming, Record record) {
        return Vectors.line(Vectors.writer(format, naming), record);
    }

    private static JsonNode ecs(Record record) {
        return Vectors.json(line("ecs", Naming.BOTH, record));
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Naming.class)
    void shouldMakeClassAndConnectionIdsOfIdsWhateverTheyAreCalled(Naming naming) {
        Record correlation = record(112, Map.of("blockType", 128, "ruleId", 9, "policyId", 3));
        assertTrue(line("cef", naming, correlation).contains("|PV:112:9:3|"));
        Record connection = record(
                71,
                Map.of(
                        "blockType", 163,
                        "deviceId", 4,
                        "instanceId", 2,
                        "firstPacketTimestamp", 1_700_000_290L,
                        "connectionCounter", 902));
        assertEquals(
                "4-2-1700000290-902",
                Vectors.json(line("ecs", naming, connection))
                        .at("/cisco/estreamer/connection_id")
                        .asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "ecs", "sfw-json", "cef"})
    void shouldKeepAHashThatHasAName(String format) {
        assertTrue(line(format, Naming.ONLY, record(500, Map.of("blockType", 79, "shaHash", HASH)))
                .contains(HASH));
        assertTrue(line(format, Naming.ONLY, record(125, Map.of("blockType", 80, "fileShaHash", HASH)))
                .contains(HASH));
        String fingerprint = "22".repeat(20);
        assertTrue(line(
                        format,
                        Naming.ONLY,
                        record(71, Map.of("blockType", 163, "sslCertificateFingerprint", fingerprint)))
                .contains(fingerprint));
    }

    @ParameterizedTest
    @CsvSource({"ecs, '\"severity\":2'", "sfw-json, '\"PriorityID\":2'"})
    void shouldKeepThePriorityThatContentComparesBy(String format, String member) {
        assertTrue(line(format, Naming.ONLY, record(400, Map.of("blockType", 60, "priorityId", 2)))
                .contains(member));
    }

    @ParameterizedTest
    @CsvSource({"0, 3, 9", "95, 3, 9", "95, 1, 9", "0, 5, 9", "0, 1, 0"})
    void shouldTellHowBadAFileIsByItsScoreElseByItsDisposition(int score, int disposition, int severity) {
        Map<String, Integer> values = Map.of("blockType", 79, "threatScore", score, "disposition", disposition);
        assertTrue(line("cef", Naming.BOTH, record(502, values)).contains("|File Malware Event|" + severity + "|"));
        assertTrue(line("cef", Naming.BOTH, record(500, values)).contains("|File Event|" + severity + "|"));
    }

    @Test
    void shouldTellOfADispositionThatHasChangedAsAChangeOfAFile() {
        JsonNode event = ecs(record(125, Map.of("blockType", 80, "disposition", 3, "retroDisposition", 3)))
                .at("/event");
        assertEquals(List.of("malware", "file"), texts(event.at("/category")));
        assertEquals(List.of("info", "change"), texts(event.at("/type")));
    }

    @Test
    void shouldNotCallAFileByTheNameOfAThreatThatItIsNot() {
        Map<String, ?> clean = Map.of("blockType", 79, "shaHash", HASH, "disposition", 1);
        assertTrue(ecs(record(500, clean)).at("/threat").isMissingNode());
        assertEquals(
                "Example.Name",
                ecs(record(500, with(clean, "disposition", 3)))
                        .at("/threat/software/name")
                        .asText());
    }

    @Test
    void shouldClaimNoConnectionForWhatAnEndpointHasFound() {
        Record found = record(125, Map.of("blockType", 80, "disposition", 3, "fileName", "a.exe"));
        assertTrue(ecs(found).at("/network/transport").isMissingNode());
        assertTrue(ecs(found).at("/source").isMissingNode());
        String cef = line("cef", Naming.BOTH, found);
        assertFalse(cef.contains(" spt=") || cef.contains(" proto="), cef);
        assertFalse(line("sfw-json", Naming.BOTH, found).contains("Protocol"));
    }

    @Test
    void shouldTakeTheClientInFrontOfAProxyForTheClient() {
        JsonNode event = ecs(record(
                71,
                Map.of(
                        "blockType", 163,
                        "initiatorIpAddress", "10.1.2.3",
                        "originalClientIpAddress", "192.0.2.7")));
        assertEquals("10.1.2.3", event.at("/source/ip").asText());
        assertEquals("192.0.2.7", event.at("/client/ip").asText());
        assertEquals("192.0.2.7", event.at("/network/forwarded_ip").asText());
    }

    @ParameterizedTest
    @CsvSource({
        "1, wAACCg==, 192.0.2.10",
        "2, AAAAAAAAAAAAAAAAwAACCg==, 192.0.2.10",
        "2, IAENuAAAAAAAAAAAAAAAFw==, 2001:db8::17",
        "1, wAAC, ''",
        "5, wAACCg==, ''"
    })
    void shouldReadTheClientThatExtraDataTellOf(int type, String blob, String client) {
        Record extra = record(
                110,
                Map.of("blockType", 4, "type", type, "blob", Base64.getDecoder().decode(blob)));
        assertEquals(client, ecs(extra).at("/client/ip").asText());
        assertEquals(
                client,
                Vectors.json(line("sfw-json", Naming.BOTH, extra))
                        .at("/OriginalClientIP")
                        .asText());
    }

    @Test
    void shouldReadTheUriThatExtraDataTellOf() {
        byte[] uri = "/gate.php?id=1\0".getBytes(StandardCharsets.UTF_8);
        JsonNode url =
                ecs(record(110, Map.of("blockType", 4, "type", 9, "blob", uri))).at("/url");
        assertEquals("/gate.php?id=1", url.at("/original").asText());
        assertEquals("/gate.php", url.at("/path").asText());
        assertEquals("id=1", url.at("/query").asText());
    }

    @ParameterizedTest
    @CsvSource({"https://a.test/b?c=d, https://a.test/b?c=d, /b, c=d", "/b?c=d, '', /b, c=d", "a.test:443, '', '', ''"})
    void shouldTakeForAWholeUrlOnlyWhatIsOne(String text, String full, String path, String query) {
        JsonNode url =
                ecs(record(71, Map.of("blockType", 163, "clientUrl", text))).at("/url");
        assertEquals(text, url.at("/original").asText());
        assertEquals(full, url.at("/full").asText());
        assertEquals(path, url.at("/path").asText());
        assertEquals(query, url.at("/query").asText());
    }

    @Test
    void shouldKnowNoUserWhomTheServerDoesNotKnow() {
        JsonNode event = ecs(record(71, Map.of("blockType", 163, "userId", 9_999_997)));
        assertTrue(event.at("/user/name").isMissingNode());
        assertTrue(event.at("/related/user").isMissingNode());
    }

    @Test
    void shouldTakeTheRealmOffAUser() {
        JsonNode event = ecs(record(112, Map.of("blockType", 128, "sourceUserId", 104)));
        assertEquals("jdoe", event.at("/source/user/name").asText());
        assertEquals("ACME", event.at("/source/user/domain").asText());
        assertEquals(List.of("jdoe"), texts(event.at("/related/user")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ACME\\ann", "ann"})
    void shouldNameAUserWithAndWithoutARealm(String user) {
        TestNames names = TestNames.of(List.of("userId * userName " + user));
        Record found = record(125, Map.of("blockType", 80, "userId", 104, "fileName", "a.exe"));
        assertEquals(List.of("ann"), texts(ecs(names.name(found)).at("/related/user")));
    }

    @ParameterizedTest
    @CsvSource({"8, 1", "0x40, 1", "6, 2", "2, 3", "1, 4", "0, 0"})
    void shouldTellTheImpactThatItsFlagsMean(String flags, int impact) {
        JsonNode alert = Vectors.json(
                line("sfw-json", Naming.BOTH, record(9, Map.of("blockType", 153, "impact", Integer.decode(flags)))));
        assertEquals(impact, alert.at("/Impact").asInt());
    }

    @ParameterizedTest
    @EnumSource(Naming.class)
    void shouldSayThatASessionIsEncryptedOnlyWhereItsFlowSucceeded(Naming naming) {
        for (int status = 0; status < 10; status++) {
            Record connection = record(71, Map.of("blockType", 163, "sslFlowStatus", status));
            JsonNode established = Vectors.json(line("ecs", naming, connection)).at("/tls/established");
            assertEquals(status == 2 ? "true" : "", established.toString());
        }
    }

    @Test
    void shouldListTheAttachmentsOfAMail() {
        JsonNode attachments = ecs(record(400, Map.of("blockType", 85, "smtpAttachments", "a\"b.docx")))
                .at("/email/attachments");
        assertEquals("[{\"file\":{\"name\":\"a\\\"b.docx\"}}]", attachments.toString());
        JsonNode none = ecs(record(400, Map.of("blockType", 85, "smtpFrom", "jdoe@example.test")));
        assertEquals(
                "{\"from\":{\"address\":[\"jdoe@example.test\"]}}",
                none.at("/email").toString());
    }

    @Test
    void shouldNameAnOperatingSystemWholeAndByPlatform() {
        assertEquals(
                "{\"name\":\"Windows\",\"version\":\"11\",\"full\":\"Microsoft Windows 11\",\"platform\":\"windows\"}",
                ecs(record(101, Map.of("osfingerprint", Map.of("blockType", 130, "uuid", OS))))
                        .at("/host/os")
                        .toString());
    }
}
