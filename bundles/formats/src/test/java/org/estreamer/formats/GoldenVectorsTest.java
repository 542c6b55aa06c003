package org.estreamer.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.estreamer.codec.LayoutCodec;
import org.estreamer.format.FormatOptions;
import org.estreamer.format.RecordWriter;
import org.estreamer.pipeline.message.Message;
import org.estreamer.pipeline.message.MessageReader;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenVectorsTest {
    private static final LayoutCodec CODEC = new LayoutCodec();
    private static final ObjectMapper STRICT = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final RecordWriter json = new JsonFormat(CODEC).writer(FormatOptions.PLAIN);
    private final RecordWriter text = new TextFormat().writer(FormatOptions.PLAIN);

    static List<JsonNode> records() throws IOException {
        return lines("records.jsonl");
    }

    static List<JsonNode> broken() throws IOException {
        return lines("broken.jsonl");
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("records")
    void shouldWriteEveryMemberAsTheVectorsSay(JsonNode vector) throws IOException {
        assertContains(vector.get("json"), jsonOf(record(vector)), "record");
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("records")
    void shouldWriteMembersInTheOrderOfTheVectors(JsonNode vector) throws IOException {
        List<String> expected = List.copyOf(names(vector.get("json")));
        List<String> written = names(jsonOf(record(vector)));
        written.retainAll(expected);
        // of two fields with one name the later stands in its own place
        if (vector.get("json").get("recordType").asInt() != 71) {
            assertEquals(expected, written);
        }
    }

    @Test
    void shouldWriteAMessageOfAnUnknownTypeSoThatOneSeesWhatItIs() throws IOException {
        byte[] message = HexFormat.of().parseHex("0001030900000001ff");
        Record record = CODEC.records("lab", message, 0, message.length).get(0);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        text.write(record, line);

        assertEquals("{\"messageType\":777,\"raw\":\"/w==\"}", jsonOf(record).toString());
        assertEquals("- \"lab\" unknown \"Message 777\" bytes=1\n", line.toString(StandardCharsets.UTF_8));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("broken")
    void shouldWriteBrokenRecordsAsSoundJson(JsonNode vector) throws IOException {
        Record record = record(vector);
        JsonNode written = jsonOf(record);
        assertEquals(vector.get("recordType"), written.get("recordType"));
        assertEquals(record.fault() != null, written.has("fault"));
        if (written.has("fault")) {
            assertEquals(record.fault().toString(), written.get("fault").asText());
            assertEquals(
                    Base64.getEncoder().encodeToString(record.body()),
                    written.get("raw").asText());
        }
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource({"records", "broken"})
    void shouldWriteTextOnOneLineWithoutControlCharacters(JsonNode vector) throws IOException {
        String line = written(text, record(vector));
        assertTrue(line.endsWith("\n"));
        assertFalse(
                line.substring(0, line.length() - 1).codePoints().anyMatch(Character::isISOControl),
                () -> "in " + line);
    }

    @Test
    void shouldWriteAWholeStreamInOrder() throws IOException {
        List<JsonNode> expected = lines("stream.jsonl");
        List<JsonNode> written = new ArrayList<>();
        try (InputStream in = resource("stream.bin")) {
            MessageReader reader = CODEC.reader("lab", in, 1 << 24);
            for (Message message = reader.next(); message != null; message = reader.next()) {
                for (Record record : recordsOf(message)) {
                    written.add(jsonOf(record));
                }
            }
        }
        assertEquals(expected.size(), written.size());
        for (int i = 0; i < expected.size(); i++) {
            assertContains(expected.get(i), written.get(i), "record " + i);
        }
    }

    private static RecordBatch recordsOf(Message message) {
        if (message instanceof Message.Bundle bundle) {
            return bundle.records();
        }
        return message instanceof Message.EventData event ? event.records() : new RecordBatch("lab", List.of());
    }

    private static void assertContains(JsonNode expected, JsonNode actual, String where) {
        if (!expected.isContainerNode()) {
            assertEquals(expected, actual, where);
        } else if (expected.isArray()) {
            assertTrue(actual.isArray(), where);
            assertEquals(expected.size(), actual.size(), where);
            for (int i = 0; i < expected.size(); i++) {
                assertContains(expected.get(i), actual.get(i), where + "[" + i + "]");
            }
        } else {
            assertTrue(actual.isObject(), where);
            for (String name : names(expected)) {
                assertTrue(actual.has(name), where + "." + name);
                assertContains(expected.get(name), actual.get(name), where + "." + name);
            }
        }
    }

    private JsonNode jsonOf(Record record) throws IOException {
        return STRICT.readTree(written(json, record));
    }

    private static String written(RecordWriter writer, Record record) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writer.write(record, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static Record record(JsonNode vector) {
        return CODEC.decode("lab", HexFormat.of().parseHex(vector.get("message").asText()));
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<JsonNode> lines(String resource) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(resource(resource), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(STRICT.readTree(line));
            }
        }
        return lines;
    }

    private static InputStream resource(String name) {
        return GoldenVectorsTest.class.getResourceAsStream(name);
    }
}
