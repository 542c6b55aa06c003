package org.estreamer.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.NoSuchElementException;
import org.estreamer.codec.LayoutCodec;
import org.estreamer.codec.record.LayoutNames;
import org.estreamer.format.FormatOptions;
import org.estreamer.format.RecordWriter;
import org.estreamer.formats.JsonFormat;
import org.estreamer.formats.TextFormat;
import org.estreamer.record.Fault;
import org.estreamer.record.Field;
import org.estreamer.record.Fields;
import org.estreamer.record.Record;

/** What must hold of any record, sound or not. */
final class RecordChecker {
    /** Enough to meet every kind of block; a record may hold more than can be looked at one by one. */
    private static final int MOST_NESTED = 500;

    private final ObjectReader jsonReader = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();
    private final RecordWriter json = new JsonFormat(new LayoutCodec()).writer(FormatOptions.PLAIN);
    private final RecordWriter text = new TextFormat().writer(FormatOptions.PLAIN);
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int nested;

    void check(Record record) throws IOException {
        byte[] message = record.message();
        assertEquals(message.length, record.messageLength());
        assertTrue(record.body().length <= message.length);
        assertNotNull(record.group());
        assertTrue(record.toString().contains(record.name()), record::toString);
        assertEquals(record.digest(), record.digest());
        Fault fault = checkVisits(record);
        nested = 0;
        checkAccess(record, message.length);
        checkJson(record, fault);
        write(text, record);
        assertArrayEquals(message, record.message());
    }

    private static Fault checkVisits(Record record) {
        Fault quick = record.fault();
        BalanceVisitor visitor = new BalanceVisitor();
        Fault full = record.visit(visitor);
        visitor.assertBalanced();
        assertEquals(quick, full);
        if (full != null) {
            assertTrue(full.offset() >= 0 && full.offset() <= record.messageLength(), full::toString);
        }
        BalanceVisitor again = new BalanceVisitor();
        assertEquals(full, record.visit(again));
        assertEquals(visitor.leaves(), again.leaves());
        return full;
    }

    private void checkAccess(Fields fields, int length) {
        for (Field field : LayoutNames.of(fields)) {
            if (fields.has(field.name())) {
                int offset = fields.offsetOf(field.name());
                assertTrue(offset >= 0 && offset <= length, () -> field + " at " + offset + " of " + length);
                checkValue(fields, field, length);
            } else {
                assertThrows(NoSuchElementException.class, () -> value(fields, field));
            }
        }
        assertFalse(fields.has("no such name"));
        assertThrows(IllegalArgumentException.class, () -> fields.number("no such name"));
    }

    private void checkValue(Fields fields, Field field, int length) {
        Object value = value(fields, field);
        if (value instanceof Fields block) {
            checkNested(block, length);
        } else if (value instanceof List<?> items) {
            items.forEach(item -> checkNested((Fields) item, length));
        }
    }

    private void checkNested(Fields block, int length) {
        nested++;
        if (nested < MOST_NESTED) {
            checkAccess(block, length);
        }
    }

    private static Object value(Fields fields, Field field) {
        String name = field.name();
        return switch (field.kind()) {
            case UINT8 -> fields.uint8(name);
            case UINT16 -> fields.uint16(name);
            case UINT32 -> fields.uint32(name);
            case UINT64 -> fields.uint64(name);
            case IPV4, IPV6 -> fields.address(name);
            case UUID -> fields.uuid(name);
            case TEXT -> fields.text(name);
            case MAC, HEX, DATA -> fields.bytes(name);
            case BLOCK -> fields.block(name);
            case LIST -> fields.list(name);
        };
    }

    private void checkJson(Record record, Fault fault) throws IOException {
        JsonNode tree = jsonReader.readTree(write(json, record));
        assertTrue(tree.isObject());
        assertEquals(record.type(), tree.get("recordType").asInt());
        assertEquals(fault != null, tree.has("fault"));
        if (fault != null) {
            assertArrayEquals(record.body(), tree.get("raw").binaryValue());
        }
    }

    /** One line, in UTF-8, of nothing that moves a cursor. */
    private byte[] write(RecordWriter writer, Record record) throws IOException {
        line.reset();
        writer.write(record, line);
        byte[] written = line.toByteArray();
        String decoded = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(written))
                .toString();
        int end = decoded.length() - 1;
        assertEquals(end, decoded.indexOf('\n'), decoded);
        assertTrue(decoded.substring(0, end).codePoints().noneMatch(RecordChecker::isControl), decoded);
        return written;
    }

    private static boolean isControl(int character) {
        int type = Character.getType(character);
        return type == Character.CONTROL || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
    }
}
