package org.estreamer.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.NoSuchElementException;
import org.estreamer.codec.layout.DiscoveryHeader;
import org.estreamer.codec.layout.PlanScan;
import org.estreamer.pipeline.message.Message;
import org.estreamer.record.Fields;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server sends to keep a client busy, or to use up its stack or its memory. */
@Timeout(120) // what takes long here takes for ever
class HostileMessageTest {
    private static final LayoutCodec CODEC = new LayoutCodec();
    private static final int EVENT = 4;
    private static final int BUNDLE = 4002;

    @ParameterizedTest
    @ValueSource(ints = {10, 28, 40, 2_000, 100_000})
    void shouldReadBlocksWithTwoReadingsInTimeThatTheirLengthBounds(int levels) {
        Record record = CODEC.decode("fmc", recordWith(nested(levels)));
        if (levels > PlanScan.MAX_DEPTH) {
            assertTrue(
                    record.fault().what().contains("nested deeper"),
                    record.fault().what());
        } else {
            assertNull(record.fault());
        }
        assertEquals(112, record.blockType());
        Tree.of(record);
    }

    @Test
    void shouldLetNobodyDescendForEver() {
        Fields fields = CODEC.decode("fmc", recordWith(nested(2_000)));
        int levels = 0;
        while (fields.has("webApplication")) {
            fields = fields.list("webApplication").get(0);
            levels++;
        }
        assertEquals(PlanScan.MAX_DEPTH, levels);
        Fields last = fields;
        assertThrows(NoSuchElementException.class, () -> last.list("webApplication"));
        assertNotNull(last.visit(new Tree()));
    }

    @Test
    void shouldTellTheFaultOfABlockThatStandsDeep() {
        byte[] message = recordWith(nested(PlanScan.MAX_DEPTH));
        message[message.length - 13] = 0x7F;
        assertNotNull(CODEC.decode("fmc", message).fault());
    }

    /** Each record takes more memory than the eight bytes that a server spends on it. */
    @Test
    void shouldMakeOneRecordOfWhatIsTooManyForItsBytes() throws IOException {
        byte[] content = new byte[8 + 8 * 1_000_000];
        for (int at = 8; at < content.length; at += 8) {
            content[at + 1] = 1;
            content[at + 3] = EVENT;
        }
        RecordBatch records = assertInstanceOf(Message.Bundle.class, read(message(BUNDLE, content)))
                .records();
        int most = 1024 + (content.length - 8) / 20;
        assertEquals(most + 1, records.size());
        Record rest = records.get(most);
        assertTrue(
                rest.fault().what().contains("cannot hold more than " + most),
                rest.fault().what());
        assertArrayEquals(Arrays.copyOfRange(content, 8 + 8 * most, content.length), rest.message());

        RecordBatch again = CODEC.records("fmc", records.bytes(), records.offset(), records.length());
        assertEquals(records.size(), again.size());
        assertEquals(rest.digest(), again.get(most).digest());
        assertNotNull(again.get(most).fault());
    }

    @Test
    void shouldTakeAsManyRecordsAsTheProtocolAllows() throws IOException {
        byte[] event = {0, 1, 0, EVENT, 0, 0, 0, 15, 0, 0, 0, 4, 0, 0, 0, 7, 0, 0, 0, 1, 0, 1, 'x'};
        ByteBuffer content = ByteBuffer.allocate(8 + 100_000 * event.length);
        content.position(8);
        while (content.hasRemaining()) {
            content.put(event);
        }
        RecordBatch records = assertInstanceOf(Message.Bundle.class, read(message(BUNDLE, content.array())))
                .records();
        assertEquals(100_000, records.size());
        assertNull(records.get(99_999).fault());
        assertEquals("x", records.get(99_999).text("name"));
    }

    @Test
    void shouldTellTheSameFaultEachTimeItIsAsked() {
        byte[] lying = {0, 0, 0, 4, 0, 0, 0, 99, 0, 0, 0, 1, 0, 0, 0, 1, 'x'};
        Record record = CODEC.decode("fmc", lying);
        assertEquals(
                "the record claims 99 bytes in a message of 17", record.fault().what());
        assertEquals(record.fault(), record.fault());
        assertEquals(record.fault(), record.visit(new Tree()));
    }

    @Test
    void shouldMakeTheItemsOfAListWhenTheyAreAskedFor() {
        byte[] items = new byte[8 + 8 * 500_000];
        ByteBuffer.wrap(items).putInt(31).putInt(items.length);
        for (int at = 8; at < items.length; at += 8) {
            items[at + 3] = 7;
            items[at + 7] = 8;
        }
        Fields block = CODEC.decode("fmc", recordWith(block112(items)));
        assertEquals(500_000, block.list("webApplication").size());
        assertEquals(7, block.list("webApplication").get(499_999).blockType());
    }

    @Test
    void shouldKeepAListOfServicesThatIsNone() throws IOException {
        byte[] content = new byte[1 << 20];
        Message.Unknown kept = assertInstanceOf(Message.Unknown.class, read(message(2051, content)));
        assertEquals(2051, kept.type());
        assertArrayEquals(content, kept.content());
        assertFalse(read(message(2051, new byte[1 << 10])) instanceof Message.Unknown);
    }

    private static byte[] nested(int levels) {
        byte[][] heads = new byte[levels][];
        int length = 0;
        // from the inside, and put together once: the bytes around each block are the same but for two lengths
        for (int level = 0; level < levels; level++) {
            length += 48;
            ByteBuffer head = ByteBuffer.allocate(40);
            head.putInt(112).putInt(length).position(24);
            head.putInt(0).putInt(8).putInt(31).putInt(length - 40);
            heads[level] = head.array();
        }
        ByteBuffer all = ByteBuffer.allocate(length);
        for (int level = levels - 1; level >= 0; level--) {
            all.put(heads[level]);
        }
        for (int level = 0; level < levels; level++) {
            all.putInt(31).putInt(8);
        }
        return all.array();
    }

    private static byte[] block112(byte[] list) {
        ByteBuffer block = ByteBuffer.allocate(40 - 8 + list.length + 8);
        block.putInt(112).putInt(block.capacity()).position(24);
        return block.putInt(0).putInt(8).put(list).putInt(31).putInt(8).array();
    }

    /** A connection record, whose block may be of any type. */
    private static byte[] recordWith(byte[] block) {
        ByteBuffer record = ByteBuffer.allocate(16 + 56 + block.length);
        record.putInt(71).putInt(56 + block.length).putInt(1_700_000_000);
        record.put(16 + DiscoveryHeader.HAS_IPV6_AT, (byte) 1).position(16 + 56);
        return record.put(block).array();
    }

    private static byte[] message(int type, byte[] content) {
        ByteBuffer message = ByteBuffer.allocate(8 + content.length);
        return message.putShort((short) 1)
                .putShort((short) type)
                .putInt(content.length)
                .put(content)
                .array();
    }

    private static Message read(byte[] bytes) throws IOException {
        return CODEC.reader("fmc", new ByteArrayInputStream(bytes), 64 << 20).next();
    }
}
