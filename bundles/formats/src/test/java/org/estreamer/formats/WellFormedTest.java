package org.estreamer.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.estreamer.format.FormatOptions.Naming;
import org.estreamer.format.RecordWriter;
import org.estreamer.pipeline.message.RecordHeader;
import org.estreamer.record.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is read by parsers that are not ours, whatever a record holds. */
class WellFormedTest {
    private static final String NASTY =
            "a=b|c\\d\"e'f\ng\rh\ti\u0000j\u202Ek\u2028l\u0085m,n;o src=1.2.3.4 \uD83D\uDE00\\ ";
    private static final TestNames NAMES = TestNames.of(Vectors.lines("names.txt"));

    private static List<Record> all() {
        return Stream.of(Vectors.sound(), Vectors.broken(), hostile())
                .flatMap(List::stream)
                .map(NAMES::name)
                .toList();
    }

    /** Texts that break lines, and bytes that are no text, in every text of the vectors; and records of no known kind. */
    private static List<Record> hostile() {
        List<Record> records = new ArrayList<>();
        byte[] nasty = NASTY.getBytes(StandardCharsets.UTF_8);
        byte[] noText = {'x', (byte) 0xC0, (byte) 0x80, (byte) 0xED, (byte) 0xA0, (byte) 0x80, (byte) 0xFF, '=', 'y'};
        for (byte[] bytes : List.of(nasty, noText)) {
            for (int type : new int[] {71, 400, 500, 502, 125, 112, 9, 94, 95, 170, 171, 42, 74}) {
                records.add(Vectors.CODEC.decode("lab\n\"=", withTexts(type, bytes)));
            }
        }
        records.add(Vectors.record("0000270f000000010000000000000000ff"));
        return records;
    }

    /** A record of a type with the same bytes in every text that the layout has at its top or in a named block. */
    private static byte[] withTexts(int type, byte[] bytes) {
        String text = "X".repeat(bytes.length);
        Map<String, Object> values = new HashMap<>();
        byte[] empty = Vectors.CODEC.encode(new RecordHeader(type, 0, 1_700_000_000L), Map.of());
        Vectors.CODEC.decode("lab", empty).visit(new TextFiller(values, text));
        byte[] message = Vectors.CODEC.encode(new RecordHeader(type, 0, 1_700_000_000L), values);
        for (int at = 0; at + bytes.length <= message.length; at++) {
            if (new String(message, at, bytes.length, StandardCharsets.ISO_8859_1).equals(text)) {
                ByteBuffer.wrap(message).put(at, bytes);
            }
        }
        return message;
    }

    @ParameterizedTest
    @EnumSource(Naming.class)
    void shouldWriteJsonThatJacksonReads(Naming naming) {
        for (String format : List.of("json", "sfw-json", "ecs")) {
            RecordWriter writer = Vectors.writer(format, naming);
            for (Record record : all()) {
                String line = Vectors.line(writer, record);
                assertTrue(Vectors.json(line).isObject(), line);
                assertFalse(line.codePoints().anyMatch(Character::isISOControl), line);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Naming.class)
    void shouldWriteDocumentsOfTheElasticCommonSchema(Naming naming) throws IOException {
        EcsSchema schema = new EcsSchema();
        RecordWriter writer = Vectors.writer("ecs", naming);
        for (Record record : all()) {
            String line = Vectors.line(writer, record);
            assertEquals(List.of(), schema.faults(Vectors.json(line)), line);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {95, 170, 171})
    void shouldWriteNoCounterThatAnIndexCannotHold(int type) throws IOException {
        Map<String, Object> session = Map.of("clientIP", "198.51.100.7", "bytesReceived", -1L, "bytesTransmitted", -1L);
        byte[] message = Vectors.CODEC.encode(
                new RecordHeader(type, 0, 1_700_000_000L),
                Map.of(type == 171 ? "userLogoff" : "userLogin", Map.of("vpnSession", session)));
        String line = Vectors.line(Vectors.writer("ecs", Naming.NONE), Vectors.CODEC.decode("lab", message));
        assertEquals(List.of(), new EcsSchema().faults(Vectors.json(line)), line);
        assertEquals(Long.MAX_VALUE, Vectors.json(line).at("/source/bytes").longValue(), line);
    }

    /** An index takes the first kind of value that it meets in a field, and refuses documents with another. */
    @ParameterizedTest
    @ValueSource(strings = {"ecs", "sfw-json"})
    void shouldGiveAFieldTheSameKindOfValueInEveryRecord(String format) {
        RecordWriter writer = Vectors.writer(format, Naming.BOTH);
        Map<String, String> kinds = new TreeMap<>();
        Map<String, String> clashes = new TreeMap<>();
        for (Record record : all()) {
            collect("", Vectors.json(Vectors.line(writer, record)), kinds, clashes);
        }
        assertEquals(Map.of(), clashes);
    }

    private static void collect(String name, JsonNode node, Map<String, String> kinds, Map<String, String> clashes) {
        if (name.equals("Record")) {
            return; // the record as format json writes it, which is read by its record type
        }
        if (node.isObject()) {
            node.properties()
                    .forEach(member -> collect(
                            name.isEmpty() ? member.getKey() : name + "." + member.getKey(),
                            member.getValue(),
                            kinds,
                            clashes));
        } else if (node.isArray()) {
            node.forEach(item -> collect(name, item, kinds, clashes));
        } else {
            String kind = node.getNodeType().toString();
            String before = kinds.putIfAbsent(name, kind);
            if (before != null && !before.equals(kind)) {
                clashes.put(name, before + " and " + kind);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Naming.class)
    void shouldWriteLinesOfTheCommonEventFormat(Naming naming) {
        RecordWriter writer = Vectors.writer("cef", naming);
        for (Record record : all()) {
            String line = Vectors.line(writer, record);
            CefReader cef = new CefReader(line);
            assertTrue(cef.header().get(6).matches("\\d|10"), line);
            assertFalse(line.codePoints().anyMatch(Character::isISOControl), line);
            cef.extension().keySet().stream()
                    .filter(key -> key.matches("(c[sn]|c6a)\\dLabel"))
                    .forEach(key -> assertTrue(cef.extension().containsKey(key.replace("Label", "")), line));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "ecs", "sfw-json", "cef"})
    void shouldWriteANameOfAMegabyteAsItIsOrCutAtACharacter(String format) {
        byte[] message = Vectors.CODEC.encode(
                new RecordHeader(71, 0, 1_700_000_000L), Map.of("clientUrl", "\uD83D\uDE00=".repeat(200_000)));
        String line = Vectors.line(Vectors.writer(format, Naming.BOTH), Vectors.CODEC.decode("lab", message));
        if (format.equals("cef")) {
            String request = new CefReader(line).extension().get("request");
            assertEquals(1023, request.codePointCount(0, request.length()));
        } else {
            assertTrue(Vectors.json(line).toString().contains("\uD83D\uDE00=\uD83D\uDE00=")
                    || line.contains("\uD83D\uDE00="));
        }
    }

    /** Also where a tabulator or the end of a line, which becomes a blank, stands around it. */
    @Test
    void shouldWriteNoBlanksAroundAValueOfTheCommonEventFormat() {
        byte[] message = Vectors.CODEC.encode(new RecordHeader(71, 0, 1_700_000_000L), Map.of("clientUrl", "\ta\tb\t"));
        String line = Vectors.line(Vectors.writer("cef", Naming.BOTH), Vectors.CODEC.decode("lab", message));
        assertTrue(line.contains(" request=a b "), line);
        for (Record record : all()) {
            CefReader cef = new CefReader(Vectors.line(Vectors.writer("cef", Naming.BOTH), record));
            cef.header().forEach(field -> assertEquals(field.strip(), field));
        }
    }

    @Test
    void shouldCutTheDomainOfAUserWhereTheStandardDoes() {
        byte[] message = Vectors.CODEC.encode(
                new RecordHeader(95, 0, 1_700_000_000L), Map.of("userLogin", Map.of("domain", "D".repeat(300))));
        String line = Vectors.line(Vectors.writer("cef", Naming.BOTH), Vectors.CODEC.decode("lab", message));
        assertEquals("D".repeat(255), new CefReader(line).extension().get("sntdom"));
    }
}
