package org.estreamer.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import org.estreamer.codec.LayoutCodec;
import org.estreamer.pipeline.message.Message;
import org.estreamer.pipeline.message.MessageReader;
import org.estreamer.pipeline.message.StreamFault;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;

class FramesFuzzTest {
    private static final int MAX_MESSAGE = 1 << 16;
    private static final int HEADER = 8;

    private final LayoutCodec codec = new LayoutCodec();
    private final RecordChecker checker = new RecordChecker();

    @FuzzTest
    void shouldReadMessagesUpToTheFault(byte[] stream) throws IOException {
        String whole = read(stream, new ByteArrayInputStream(stream), true);
        assertEquals(whole, read(stream, new DrippingStream(stream), false));
    }

    /** Tells what was read, and how it ended. */
    private String read(byte[] stream, InputStream in, boolean thorough) throws IOException {
        MessageReader reader = codec.reader("fuzz", in, MAX_MESSAGE);
        StringBuilder seen = new StringBuilder();
        long before = 0;
        try {
            for (Message message = next(reader); message != null; message = next(reader)) {
                long length = reader.position() - before - HEADER;
                assertTrue(length >= 0 && length <= MAX_MESSAGE, "a message of " + length + " bytes");
                before = reader.position();
                seen.append(message.getClass().getSimpleName()).append(before).append(' ');
                if (thorough) {
                    check(message, (int) length);
                }
            }
            assertEquals(stream.length, reader.position());
        } catch (StreamFault fault) {
            assertEquals(before, reader.position());
            seen.append(fault.kind()).append(' ').append(fault.getMessage());
        }
        assertTrue(before <= stream.length, "read further than there is");
        return seen.toString();
    }

    private static Message next(MessageReader reader) throws IOException {
        while (true) {
            try {
                return reader.next();
            } catch (SocketTimeoutException silence) {
                // asked again, as the session does
                assertEquals("silence", silence.getMessage());
            }
        }
    }

    private void check(Message message, int length) throws IOException {
        if (message instanceof Message.Bundle bundle) {
            check(bundle.records(), length);
        } else if (message instanceof Message.EventData data) {
            assertEquals(1, data.records().size());
            assertEquals(length, data.records().get(0).messageLength());
            check(data.records(), length);
        } else if (message instanceof Message.HostData host) {
            BalanceVisitor visitor = new BalanceVisitor();
            host.profile().visit(visitor);
            visitor.assertBalanced();
        }
        checkWrittenAgain(message);
    }

    private void check(RecordBatch records, int length) throws IOException {
        int total = 0;
        for (Record record : records) {
            total += record.messageLength();
            checker.check(record);
        }
        assertTrue(total <= length, "records hold more than their message");
    }

    private void checkWrittenAgain(Message message) throws IOException {
        byte[] written = codec.encode(message);
        InputStream in = new ByteArrayInputStream(written);
        Message again = codec.reader("fuzz", in, Integer.MAX_VALUE).next();
        assertEquals(message.getClass(), again.getClass());
    }
}
