package org.estreamer.shell.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.estreamer.codec.LayoutCodec;
import org.estreamer.format.FormatOptions;
import org.estreamer.pipeline.message.Message;
import org.estreamer.pipeline.message.MessageCodec;
import org.estreamer.pipeline.message.RecordHeader;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;
import org.estreamer.shell.command.Console;
import org.estreamer.shell.command.ExitStatus;
import org.junit.jupiter.api.Test;

/** Streams as servers send them, through the real codec. */
class CapturedStreamTest {
    private static final MessageCodec CODEC = new LayoutCodec();
    private static final long ARCHIVED = 1_700_000_000;

    /** The stream, and how many records are whole after each number of bytes that ends a message. */
    private final ByteArrayOutputStream stream = new ByteArrayOutputStream();

    private final List<Integer> boundaries = new ArrayList<>(List.of(0));
    private final List<Integer> recordsAt = new ArrayList<>(List.of(0));

    CapturedStreamTest() {
        add(new Message.StreamingInformation(List.of(new Message.Service(Message.Service.ESTREAMER, 0, 0, List.of()))));
        add(new Message.Bundle(7, 1, batch(record(71), record(2))));
        add(new Message.Null());
        add(new Message.EventData(batch(record(400))));
        add(new Message.Bundle(7, 2, batch(record(9))));
    }

    private static Record record(int type) {
        return CODEC.decode("", CODEC.encode(new RecordHeader(type, 0, ARCHIVED), Map.of()));
    }

    private static RecordBatch batch(Record... records) {
        return new RecordBatch("", List.of(records));
    }

    private void add(Message message) {
        stream.writeBytes(CODEC.encode(message));
        int records = message instanceof Message.Bundle bundle
                ? bundle.records().size()
                : message instanceof Message.EventData data ? data.records().size() : 0;
        boundaries.add(stream.size());
        recordsAt.add(recordsAt.get(recordsAt.size() - 1) + records);
    }

    private static int decode(byte[] bytes, Console console) {
        return decode(new ByteArrayInputStream(bytes), console);
    }

    private static int decode(InputStream in, Console console) {
        return new StreamDecoder(
                        CODEC,
                        PlainCodec.FORMAT.writer(FormatOptions.PLAIN),
                        record -> true,
                        server -> batch -> {},
                        console.outBytes,
                        console.err)
                .decode("stream.bin", in);
    }

    @Test
    void shouldPrintTheRecordsInOrder() {
        Console console = new Console();

        assertEquals(ExitStatus.OK, decode(stream.toByteArray(), console));
        assertEquals(List.of("record 71", "record 2", "record 400", "record 9"), console.outLines());
        assertEquals("", console.err());
    }

    @Test
    void shouldPrintTheRecordsOfAStreamThatComesByteByByte() {
        Console console = new Console();
        FilterInputStream slow = new FilterInputStream(new ByteArrayInputStream(stream.toByteArray())) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return super.read(bytes, offset, Math.min(length, 1));
            }
        };

        assertEquals(ExitStatus.OK, decode(slow, console));
        assertEquals(4, console.outLines().size());
    }

    @Test
    void shouldPrintEverythingBeforeACutAtAnyByte() {
        byte[] whole = stream.toByteArray();
        for (int length = 0; length < whole.length; length++) {
            Console console = new Console();
            int status = decode(Arrays.copyOf(whole, length), console);

            int cut = length;
            int messages = (int) boundaries.stream().filter(end -> end <= cut).count() - 1;
            boolean boundary = boundaries.contains(length);
            assertEquals(boundary ? ExitStatus.OK : ExitStatus.BROKEN_STREAM, status, "cut at " + length);
            assertEquals(recordsAt.get(messages), console.outLines().size(), "cut at " + length);
            assertTrue(
                    boundary || console.err().contains("the message began at byte " + boundaries.get(messages)),
                    console.err());
        }
    }

    @Test
    void shouldStopWhereTheStreamIsOutOfStep() {
        Console console = new Console();
        int whole = stream.size();
        stream.writeBytes(new byte[] {9, 9, 9, 9, 0, 0, 0, 0});

        assertEquals(ExitStatus.BROKEN_STREAM, decode(stream.toByteArray(), console));
        assertEquals(4, console.outLines().size());
        assertTrue(console.err().startsWith("estreamer: stream.bin: the message at byte " + whole), console.err());
    }

    @Test
    void shouldRefuseAMessageThatClaimsThreeGibibytes() {
        Console console = new Console();
        stream.writeBytes(new byte[] {0, 1, 0, 4, (byte) 0xC0, 0, 0, 0});

        assertEquals(ExitStatus.BROKEN_STREAM, decode(stream.toByteArray(), console));
        assertEquals(4, console.outLines().size());
    }

    @Test
    void shouldNoticeTheWrongSideOfAConnection() {
        Console console = new Console();
        stream.reset();
        add(new Message.EventStreamRequest(0, 0x40800001L));
        add(new Message.StreamingRequest(List.of()));

        assertEquals(ExitStatus.OK, decode(stream.toByteArray(), console));
        assertTrue(console.err().startsWith("estreamer: there are requests of a client in it"), console.err());
        assertEquals(1, console.err().lines().count());
    }

    @Test
    void shouldTellOfUnknownAndBrokenRecords() {
        Console console = new Console();
        byte[] unknown = {0, 0, 0x23, 0x29, 0, 0, 0, 2, 1, 2};
        byte[] broken = Arrays.copyOf(record(71).message(), 40);
        stream.reset();
        add(new Message.EventData(batch(CODEC.decode("", unknown))));
        add(new Message.EventData(batch(CODEC.decode("", unknown))));
        add(new Message.EventData(batch(CODEC.decode("", broken))));

        assertEquals(ExitStatus.OK, decode(stream.toByteArray(), console));
        assertEquals(3, console.outLines().size());
        List<String> problems = console.err().lines().toList();
        assertEquals(3, problems.size(), console.err());
        assertTrue(problems.get(0).contains("record type 9001, first seen as record 1"), problems.get(0));
        assertTrue(problems.get(1).startsWith("estreamer: record 3, type 71, is broken: "), problems.get(1));
        assertEquals("estreamer: 1 of 3 records is broken", problems.get(2));
    }
}
