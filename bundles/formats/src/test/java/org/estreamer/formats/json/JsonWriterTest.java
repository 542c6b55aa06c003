package org.estreamer.formats.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.estreamer.format.FormatOptions;
import org.estreamer.format.RecordWriter;
import org.estreamer.formats.FakeRecord;
import org.estreamer.record.Field;
import org.estreamer.record.FieldKind;
import org.estreamer.record.Record;
import org.junit.jupiter.api.Test;

class JsonWriterTest {
    private final RecordWriter writer = new JsonWriter(FormatOptions.PLAIN);

    @Test
    void shouldWriteTheHeaderOnlyWhereItSaysSomething() throws IOException {
        assertEquals("{\"recordType\":4}\n", json(new FakeRecord(4)));
        assertEquals(
                "{\"recordType\":4,\"archiveTimestamp\":0,\"netmapId\":9}\n",
                json(new FakeRecord(4).archived(0).netmap(9)));
    }

    @Test
    void shouldWriteEveryKindOfLeaf() throws IOException {
        FakeRecord record = new FakeRecord(1)
                .number(FieldKind.UINT64, "big", -1)
                .leaf(FieldKind.IPV4, "v4", bytes(192, 0, 2, 1))
                .leaf(FieldKind.IPV6, "v6", bytes(0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1))
                .leaf(FieldKind.MAC, "mac", bytes(0xaa, 0xbb, 0xcc, 0, 1, 2))
                .leaf(FieldKind.UUID, "uuid", bytes(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 0xff))
                .leaf(FieldKind.HEX, "hex", bytes(0, 0xab))
                .text("text", "a \"b\"\n")
                .leaf(FieldKind.DATA, "data", bytes(1, 2, 3, 4));
        assertEquals(
                "{\"recordType\":1,\"big\":18446744073709551615,\"v4\":\"192.0.2.1\",\"v6\":\"2001:db8::1\","
                        + "\"mac\":\"aa:bb:cc:00:01:02\",\"uuid\":\"00010203-0405-0607-0809-0a0b0c0d0eff\","
                        + "\"hex\":\"00ab\",\"text\":\"a \\\"b\\\"\\n\",\"data\":\"AQIDBA==\"}\n",
                json(record));
    }

    @Test
    void shouldNestBlocksAndLists() throws IOException {
        Field block = new Field("block", FieldKind.BLOCK);
        Field list = new Field("list", FieldKind.LIST);
        FakeRecord record = new FakeRecord(1)
                .step(v -> v.beginBlock(block))
                .step(v -> v.number(Field.BLOCK_TYPE, 7))
                .step(v -> v.beginList(list))
                .step(v -> v.endList(list))
                .step(v -> v.endBlock(block))
                .step(v -> v.beginList(list))
                .step(v -> v.beginItem(list))
                .step(v -> v.number(Field.BLOCK_TYPE, 8))
                .step(v -> v.endItem(list))
                .step(v -> v.beginItem(list))
                .step(v -> v.endItem(list))
                .step(v -> v.endList(list))
                .text("after", "");
        assertEquals(
                "{\"recordType\":1,\"block\":{\"blockType\":7,\"list\":[]},\"list\":[{\"blockType\":8},{}],"
                        + "\"after\":\"\"}\n",
                json(record));
    }

    @Test
    void shouldWriteWhatABrokenRecordHasThenTheFaultAndTheBytes() throws IOException {
        FakeRecord record =
                new FakeRecord(1).number(FieldKind.UINT8, "first", 1).broken("\"x\" ends early", 9, bytes(1, 2));
        assertEquals(
                "{\"recordType\":1,\"first\":1,\"fault\":\"\\\"x\\\" ends early at byte 9\",\"raw\":\"AQI=\"}\n",
                json(record));
    }

    @Test
    void shouldWriteTheBytesOfAnUnknownRecordOnce() throws IOException {
        assertEquals("{\"recordType\":9999,\"raw\":\"/w==\"}\n", json(new FakeRecord(9999).unknown(bytes(0xff))));
    }

    @Test
    void shouldWriteAMessageOfAnUnknownTypeByThatType() throws IOException {
        FakeRecord message =
                new FakeRecord(0).inMessage(777).archived(9).netmap(9).unknown(bytes(0xff));
        assertEquals("{\"messageType\":777,\"raw\":\"/w==\"}\n", json(message));
    }

    @Test
    void shouldWriteAllBytesOnceWhereAnUnknownRecordIsBrokenToo() throws IOException {
        FakeRecord record = new FakeRecord(9999).unknown(bytes(2)).broken("odd", 3, bytes(1, 2));
        assertEquals("{\"recordType\":9999,\"fault\":\"odd at byte 3\",\"raw\":\"AQI=\"}\n", json(record));
    }

    @Test
    void shouldWriteBase64AsJavaDoes() throws IOException {
        Random random = new Random(5);
        for (int length = 0; length < 50; length++) {
            byte[] data = new byte[length];
            random.nextBytes(data);
            assertEquals(
                    "{\"recordType\":1,\"d\":\"" + Base64.getEncoder().encodeToString(data) + "\"}\n",
                    json(new FakeRecord(1).leaf(FieldKind.DATA, "d", data)));
        }
    }

    @Test
    void shouldHandOverALineInOneCall() throws IOException {
        List<Integer> calls = new ArrayList<>();
        writer.write(new FakeRecord(1).text("t", "x".repeat(100_000)), new OutputStream() {
            @Override
            public void write(int b) {
                throw new AssertionError("one byte");
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                calls.add(length);
            }
        });
        assertEquals(List.of(100_000 + "{\"recordType\":1,\"t\":\"\"}\n".length()), calls);
    }

    private String json(Record record) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writer.write(record, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
