package org.estreamer.codec.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.estreamer.codec.LayoutCodec;
import org.estreamer.codec.Vectors;
import org.estreamer.codec.bytes.Bytes;
import org.estreamer.codec.layout.LayoutParser;
import org.estreamer.pipeline.message.Message;
import org.estreamer.pipeline.message.MessageCodec;
import org.estreamer.pipeline.message.MessageReader;
import org.estreamer.pipeline.message.StreamFault;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;
import org.junit.jupiter.api.Test;

class StreamReaderTest {
    private static final byte[] STREAM = Vectors.bytes("stream.bin");

    private static final LayoutCodec CODEC = new LayoutCodec();

    @Test
    void shouldReadTheRecordsOfASessionInOrder() throws IOException {
        assertGolden(read(new ByteArrayInputStream(STREAM)));
    }

    @Test
    void shouldReadASessionThatComesOneByteAtATime() throws IOException {
        assertGolden(read(new ByteArrayInputStream(STREAM) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(1, length));
            }
        }));
    }

    @Test
    void shouldGoOnAfterATimeoutAtAnyByte() throws IOException {
        InputStream stuttering = new InputStream() {
            private int at;
            private boolean pause = true;

            @Override
            public int read() {
                throw new UnsupportedOperationException("reads of single bytes are not expected");
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                pause = !pause;
                if (pause) {
                    throw new SocketTimeoutException("nothing yet");
                }
                if (at == STREAM.length) {
                    return -1;
                }
                target[offset] = STREAM[at];
                at++;
                return 1;
            }
        };
        MessageReader reader = CODEC.reader("fmc", stuttering, MessageCodec.DEFAULT_MAX_MESSAGE_BYTES);
        List<Record> records = new ArrayList<>();
        boolean more = true;
        while (more) {
            try {
                Message message = reader.next();
                collect(message, records);
                more = message != null;
            } catch (SocketTimeoutException pause) {
                more = true;
            }
        }
        assertGolden(records);
    }

    @Test
    void shouldSayWhereAStreamIsCut() throws IOException {
        List<Integer> boundaries = boundaries();
        for (int length = 0; length < 6000; length++) {
            MessageReader reader = CODEC.reader(
                    "fmc",
                    new ByteArrayInputStream(Arrays.copyOf(STREAM, length)),
                    MessageCodec.DEFAULT_MAX_MESSAGE_BYTES);
            if (boundaries.contains(length)) {
                drain(reader);
            } else {
                StreamFault fault = assertThrows(StreamFault.class, () -> drain(reader));
                assertEquals(StreamFault.Kind.CUT, fault.kind());
            }
            int cutAt = length;
            assertEquals(
                    boundaries.stream()
                            .filter(boundary -> boundary <= cutAt)
                            .mapToInt(Integer::intValue)
                            .max()
                            .orElse(0),
                    reader.position());
        }
    }

    @Test
    void shouldRefuseAMessageThatIsTooLongWithoutTakingMemoryForIt() {
        byte[] huge = {0, 1, 0x0F, (byte) 0xA2, (byte) 0xC0, 0, 0, 0};
        StreamFault fault = assertThrows(
                StreamFault.class,
                () -> CODEC.reader("fmc", new ByteArrayInputStream(huge), Integer.MAX_VALUE)
                        .next());
        assertEquals(StreamFault.Kind.TOO_LONG, fault.kind());
        assertTrue(fault.getMessage().contains("3221225472"), fault.getMessage());
    }

    @Test
    void shouldTakeMemoryOnlyForWhatHasArrived() {
        byte[] lying = {0, 1, 0, 4, 0x7F, (byte) 0xFF, (byte) 0xFF, 0, 1, 2, 3};
        MessageDecoder decoder = new MessageDecoder(LayoutParser.standard());
        MessageMemory plenty = new MessageMemory(Long.MAX_VALUE, Duration.ZERO);
        InputStream in = new ByteArrayInputStream(lying);
        StreamFault fault = assertThrows(
                StreamFault.class, () -> new StreamReader(decoder, "fmc", in, Integer.MAX_VALUE, plenty).next());
        assertEquals(StreamFault.Kind.CUT, fault.kind());
    }

    @Test
    void shouldRefuseAMessageThatTheHeapDoesNotBear() {
        MessageDecoder decoder = new MessageDecoder(LayoutParser.standard());
        MessageMemory little = new MessageMemory(8 << 20, Duration.ZERO);
        InputStream in = new ByteArrayInputStream(new byte[] {0, 1, 0x0F, (byte) 0xA2, 4, 0, 0, 0});
        StreamFault fault = assertThrows(
                StreamFault.class, () -> new StreamReader(decoder, "fmc", in, Integer.MAX_VALUE, little).next());
        assertEquals(StreamFault.Kind.TOO_LONG, fault.kind());
        assertTrue(fault.getMessage().contains("with this heap at most 4194304"), fault.getMessage());
    }

    @Test
    void shouldNoticeThatAStreamIsOutOfStep() {
        byte[] shifted = Arrays.copyOfRange(STREAM, 3, STREAM.length);
        StreamFault fault = assertThrows(
                StreamFault.class,
                () -> CODEC.reader("fmc", new ByteArrayInputStream(shifted), 1 << 20)
                        .next());
        assertEquals(StreamFault.Kind.OUT_OF_STEP, fault.kind());
    }

    @Test
    void shouldPassAMessageOfAnUnknownTypeOn() throws IOException {
        byte[] stream = {0, 1, 0x27, 0x0F, 0, 0, 0, 1, 7, 0, 1, 0, 0, 0, 0, 0, 0};
        MessageReader reader = CODEC.reader("fmc", new ByteArrayInputStream(stream), 1 << 20);
        Message.Unknown unknown = (Message.Unknown) reader.next();
        assertEquals(9999, unknown.type());
        assertTrue(reader.ready());
        assertTrue(reader.next() instanceof Message.Null);
        assertFalse(reader.ready());
        assertNull(reader.next());
    }

    private List<Record> read(InputStream in) throws IOException {
        MessageReader reader = CODEC.reader("fmc", in, MessageCodec.DEFAULT_MAX_MESSAGE_BYTES);
        List<Record> records = new ArrayList<>();
        for (Message message = reader.next(); message != null; message = reader.next()) {
            collect(message, records);
        }
        assertEquals(STREAM.length, reader.position());
        return records;
    }

    private static void collect(Message message, List<Record> records) {
        RecordBatch batch = message instanceof Message.Bundle bundle
                ? bundle.records()
                : message instanceof Message.EventData data ? data.records() : new RecordBatch("fmc", List.of());
        batch.forEach(records::add);
    }

    private static void drain(MessageReader reader) throws IOException {
        Message message;
        do {
            message = reader.next();
        } while (message != null);
    }

    private static List<Integer> boundaries() {
        List<Integer> boundaries = new ArrayList<>();
        int at = 0;
        while (at < STREAM.length) {
            boundaries.add(at);
            at += 8 + Bytes.int32(STREAM, at + 4);
        }
        boundaries.add(at);
        return boundaries;
    }

    private static void assertGolden(List<Record> records) {
        List<JsonNode> expected = Vectors.lines("stream.jsonl");
        assertEquals(expected.size(), records.size());
        for (int i = 0; i < records.size(); i++) {
            assertEquals(
                    expected.get(i).get("recordType").asInt(), records.get(i).type());
            assertNull(records.get(i).fault());
        }
    }
}
