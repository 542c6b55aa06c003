package org.estreamer.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.estreamer.codec.bytes.ByteWriter;
import org.estreamer.codec.bytes.Bytes;
import org.estreamer.codec.layout.DiscoveryHeader;
import org.estreamer.codec.layout.LayoutParser;
import org.estreamer.pipeline.message.RecordHeader;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoldenRecordsTest {
    private static final Set<String> HEADER = Set.of("recordType", "archiveTimestamp", "netmapId");

    private static final LayoutCodec CODEC = new LayoutCodec();

    @Test
    void shouldShowEveryValueOfEveryRecord() {
        for (JsonNode line : Vectors.lines("records.jsonl")) {
            JsonNode expected = line.get("json");
            Record record = CODEC.decode("fmc", Vectors.message(line));
            assertNull(record.fault(), () -> record + " " + record.fault());
            assertTrue(record.known());
            assertEquals(expected.get("recordType").asInt(), record.type());
            assertEquals(expected.has("archiveTimestamp"), record.hasArchiveTimestamp());
            if (record.hasArchiveTimestamp()) {
                assertEquals(expected.get("archiveTimestamp").asLong(), record.archiveTimestamp());
            }
            assertSame(record.toString(), withoutHeader(expected), Tree.of(record));
        }
    }

    @Test
    void shouldHoldARecordOfEveryType() {
        Set<Integer> seen = new TreeSet<>();
        Vectors.lines("records.jsonl")
                .forEach(line -> seen.add(line.at("/json/recordType").asInt()));
        Set<Integer> known = new TreeSet<>();
        LayoutParser.standard().records().forEach(layout -> known.add(layout.type()));
        assertEquals(147, known.size());
        assertEquals(known, seen);
    }

    @Test
    void shouldWriteTheSameBytesAsItRead() {
        for (JsonNode line : Vectors.lines("records.jsonl")) {
            byte[] message = Vectors.message(line);
            Record record = CODEC.decode("fmc", message);
            Map<String, Object> values = Tree.of(record);
            long archived = record.hasArchiveTimestamp() ? record.archiveTimestamp() : RecordHeader.SHORT;
            if (hasShortDiscoveryHeader(record)) {
                values.put("legacyIpAddress", values.remove("hostIpAddress"));
            }
            byte[] written = CODEC.encode(new RecordHeader(record.type(), record.netmapId(), archived), values);
            assertEquals(Tree.of(record), Tree.of(CODEC.decode("fmc", written)), record::toString);
            assertEquals(message.length, written.length, record::toString);
        }
    }

    @Test
    void shouldMakeOneRecordOfWhateverIsCutOff() {
        for (JsonNode line : Vectors.lines("records.jsonl")) {
            byte[] message = Vectors.message(line);
            for (int length = 0; length < message.length; length++) {
                byte[] cut = Arrays.copyOf(message, length);
                Record record = CODEC.decode("fmc", cut);
                Tree.of(record);
                if (length < 8 || !claimsToBeWhole(cut)) {
                    assertNotNull(record.fault(), () -> record + " has no fault");
                }
                assertArrayEquals(cut, record.message());
            }
        }
    }

    @Test
    void shouldReadWhatIsThereOfACutRecordWithAnHonestHeader() {
        for (JsonNode line : Vectors.lines("records.jsonl")) {
            byte[] message = Vectors.message(line);
            boolean isLong = line.get("json").has("archiveTimestamp");
            int headerLength = isLong ? 16 : 8;
            for (int length = headerLength; length < message.length; length++) {
                ByteWriter out = new ByteWriter();
                out.bytes(Arrays.copyOf(message, length));
                out.overwriteUint32(4, length - headerLength);
                Record record = CODEC.decode("fmc", out.toByteArray());
                Tree.of(record);
                assertEquals(isLong, record.hasArchiveTimestamp());
                assertEquals(line.at("/json/recordType").asInt(), record.type());
                if (!mayHaveEitherDiscoveryHeader(line)) {
                    assertNotNull(record.fault(), () -> record + " has no fault");
                    assertTrue(record.fault().offset() <= length);
                }
            }
        }
    }

    @Test
    void shouldMakeOneRecordOfEveryBrokenMessage() {
        for (JsonNode line : Vectors.lines("broken.jsonl")) {
            byte[] message = Vectors.message(line);
            Record record = CODEC.decode("fmc", message);
            Tree.of(record);
            assertEquals(line.get("recordType").asInt(), record.type());
            assertArrayEquals(message, record.message());
            if (line.get("kind").asText().equals("cut")) {
                assertNotNull(record.fault(), () -> line.toString());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"records.jsonl", "broken.jsonl"})
    void shouldBeTheSameRecordsWhenTheyAreReadFromTheBytesOfABatch(String vectors) {
        List<Record> records = Vectors.lines(vectors).stream()
                .map(line -> CODEC.decode("fmc", Vectors.message(line)))
                .toList();
        RecordBatch batch = new RecordBatch("fmc", records);
        RecordBatch again = CODEC.records("fmc", batch.bytes(), batch.offset(), batch.length());
        assertEquals(records.size(), again.size());
        for (int i = 0; i < records.size(); i++) {
            assertArrayEquals(records.get(i).message(), again.get(i).message());
            assertEquals(records.get(i).fault(), again.get(i).fault());
            assertEquals(records.get(i).id(), again.get(i).id());
            assertEquals(
                    Tree.of(records.get(i)).toString(), Tree.of(again.get(i)).toString());
        }
        assertArrayEquals(records.get(5).message(), again.from(5).get(0).message());
        assertEquals(again.length() - again.from(5).length(), again.from(5).offset() - again.offset());
    }

    /** A long header cut by 8 bytes looks like a short one, and some servers count the short one in. */
    private static boolean claimsToBeWhole(byte[] message) {
        long claimed = Bytes.uint32(message, 4);
        return claimed == message.length - 8 || claimed == message.length;
    }

    /** Without its flag a long discovery header, cut by 16 bytes, looks like a short one. */
    private static boolean mayHaveEitherDiscoveryHeader(JsonNode line) {
        byte[] message = Vectors.message(line);
        int headerLength = line.get("json").has("archiveTimestamp") ? 16 : 8;
        return line.get("json").has("hostIpAddress") && message[headerLength + DiscoveryHeader.HAS_IPV6_AT] == 0;
    }

    private static boolean hasShortDiscoveryHeader(Record record) {
        return Tree.of(record).containsKey("hostIpAddress")
                && record.offsetOf("hostIpAddress") - (record.hasArchiveTimestamp() ? 16 : 8) == 4;
    }

    private static JsonNode withoutHeader(JsonNode expected) {
        ((com.fasterxml.jackson.databind.node.ObjectNode) expected).remove(HEADER);
        return expected;
    }

    private static void assertSame(String where, JsonNode expected, Object actual) {
        if (expected.isObject()) {
            Map<?, ?> map = (Map<?, ?>) actual;
            expected.properties().forEach(member -> {
                assertTrue(map.containsKey(member.getKey()), () -> where + " lacks " + member.getKey());
                assertSame(where + "." + member.getKey(), member.getValue(), map.get(member.getKey()));
            });
        } else if (expected.isArray()) {
            List<?> list = (List<?>) actual;
            assertEquals(expected.size(), list.size(), where);
            for (int i = 0; i < list.size(); i++) {
                assertSame(where + "[" + i + "]", expected.get(i), list.get(i));
            }
        } else if (expected.asText().contains(":") && expected.asText().matches("[0-9a-f:]+")) {
            assertEquals(address(expected.asText()), address(actual.toString()), where);
        } else {
            assertEquals(expected.asText(), actual.toString(), where);
        }
    }

    /** Java does not write addresses the short way, so they are compared as addresses. */
    private static Object address(String text) {
        try {
            return text.length() == 17 ? text : InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            return text;
        }
    }
}
