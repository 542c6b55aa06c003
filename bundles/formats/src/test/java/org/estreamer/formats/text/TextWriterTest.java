package org.estreamer.formats.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import org.estreamer.formats.FakeRecord;
import org.estreamer.formats.TestNames;
import org.estreamer.formats.TextFormat;
import org.estreamer.pipeline.message.MessageCodec;
import org.estreamer.pipeline.message.RecordHeader;
import org.estreamer.record.Field;
import org.estreamer.record.FieldKind;
import org.estreamer.record.Record;
import org.junit.jupiter.api.Test;

class TextWriterTest {
    private static final byte[] DOCUMENTATION = {0x20, 1, 0xd, (byte) 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 0, 0, 1};

    private final TextWriter writer = new TextWriter(true);

    @Test
    void shouldTellWhoTalkedToWhomAndWhatElseMatters() throws IOException {
        Record record = new FakeRecord(71)
                .archived(1_700_000_000)
                .number(FieldKind.UINT8, "protocol", 6)
                .leaf(FieldKind.IPV6, "initiatorIpAddress", MAPPED)
                .leaf(FieldKind.IPV6, "responderIpAddress", DOCUMENTATION)
                .number(FieldKind.UINT16, "initiatorPort", 50_123)
                .number(FieldKind.UINT16, "responderPort", 443)
                .number(FieldKind.UINT32, "sslFlowStatus", 3)
                .text("clientUrl", "https://a.test/");
        assertEquals(
                "2023-11-14T22:13:20Z \"lab\" connection \"Fake 71\" 10.0.0.1:50123 -> [2001:db8::1]:443"
                        + " protocol=6 clientUrl=\"https://a.test/\"\n",
                line(record));
    }

    @Test
    void shouldLeaveOutWhatIsZeroOrEmpty() throws IOException {
        Record record = new FakeRecord(71)
                .leaf(FieldKind.IPV4, "sourceIpAddress", new byte[4])
                .leaf(FieldKind.IPV4, "hostIpAddress", (byte) 10, (byte) 0, (byte) 0, (byte) 9)
                .number(FieldKind.UINT32, "impact", 0)
                .text("url", "");
        assertEquals("- \"lab\" connection \"Fake 71\" 10.0.0.9\n", line(record));
    }

    @Test
    void shouldTakeTheTimeOfTheEventWhereTheHeaderHasNone() throws IOException {
        String line = line(new FakeRecord(400).number(FieldKind.UINT32, "eventSecond", 4_294_967_295L));
        assertEquals("2106-02-07T06:28:15Z \"lab\" connection \"Fake 400\"\n", line);
    }

    @Test
    void shouldLookIntoBlocksButNotIntoLists() throws IOException {
        Field block = new Field("userLogin", FieldKind.BLOCK);
        Field list = new Field("servers", FieldKind.LIST);
        Record record = new FakeRecord(95)
                .step(v -> v.beginList(list))
                .step(v -> v.beginItem(list))
                .number(FieldKind.UINT16, "port", 1)
                .step(v -> v.endItem(list))
                .step(v -> v.endList(list))
                .step(v -> v.beginBlock(block))
                .text("username", "ann")
                .step(v -> v.endBlock(block));
        assertEquals("- \"lab\" connection \"Fake 95\" username=\"ann\"\n", line(record));
    }

    @Test
    void shouldKeepARecordOnOneLineWithoutControlCharacters() throws IOException {
        String line = line(new FakeRecord(1).text("fileName", "a\nb\u001B[31m \"c\"=d"));
        assertEquals("- \"lab\" connection \"Fake 1\" fileName=\"a\\nb\\u001b[31m \\\"c\\\"=d\"\n", line);
    }

    @Test
    void shouldShowUnknownAndBrokenRecords() throws IOException {
        assertEquals(
                "- \"lab\" unknown \"Fake 9999\" bytes=10\n", line(new FakeRecord(9999).unknown((byte) 1, (byte) 2)));
        assertEquals(
                "- \"lab\" connection \"Fake 1\" bytes=8 fault=\"ends early at byte 8\"\n",
                line(new FakeRecord(1).broken("ends early", 8)));
    }

    @Test
    void shouldPutTheNamesThatTellMostBehindTheFields() throws IOException {
        TestNames names = TestNames.of(List.of(
                "deviceId * deviceName edge \"1\"",
                "ruleId * ruleName Allow web",
                "ruleReason * ruleReasonNames File Monitor; File Block",
                "snmpIn * snmpInName not of these"));
        MessageCodec codec = new LayoutCodec();
        Map<String, Integer> values =
                Map.of("blockType", 163, "deviceId", 3, "ruleId", 7, "ruleReason", 24, "snmpIn", 1);
        byte[] payload = codec.encode(new RecordHeader(71, 0, 1_700_000_000L), values);
        String rest = " deviceName=\"edge \\\"1\\\"\" ruleName=\"Allow web\" ruleReasonNames=\"File Monitor\""
                + " ruleReasonNames=\"File Block\"\n";
        String line = line(names.name(codec.decode("lab", payload)));
        assertTrue(line.endsWith(" ruleId=7" + rest), line);
        assertTrue(line(names.name(codec.decode("lab", payload)), new TextWriter(false))
                .endsWith(" ruleId=7\n"));
    }

    @Test
    void shouldRefuseAChoiceOfFieldsThatItWouldIgnore() {
        for (FormatOptions options : List.of(
                new FormatOptions(Naming.BOTH, false, Set.of("ruleId"), Set.of()),
                new FormatOptions(Naming.BOTH, false, Set.of(), Set.of("ruleId")))) {
            String refusal = assertThrows(IllegalArgumentException.class, () -> new TextFormat().writer(options))
                    .getMessage();
            assertTrue(refusal.startsWith("format text takes neither fields nor withoutFields"), refusal);
        }
    }

    @Test
    void shouldForgetTheRecordBefore() throws IOException {
        assertFalse(line(new FakeRecord(1).text("url", "x")).equals(line(new FakeRecord(1))));
        assertEquals("- \"lab\" connection \"Fake 1\"\n", line(new FakeRecord(1)));
    }

    private String line(Record record) throws IOException {
        return line(record, writer);
    }

    private static String line(Record record, TextWriter writer) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writer.write(record, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
