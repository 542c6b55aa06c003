package org.estreamer.shell.decode;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import org.estreamer.format.RecordWriter;
import org.estreamer.pipeline.Message;
import org.estreamer.pipeline.MessageCodec;
import org.estreamer.pipeline.MessageReader;
import org.estreamer.pipeline.StreamFault;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;
import org.estreamer.shell.command.ExitStatus;

/** Prints the records of one server-to-client stream, in memory that does not grow with the stream. */
final class StreamDecoder {
    private static final int BUFFER_BYTES = 1 << 18;

    private final MessageCodec codec;
    private final RecordWriter writer;
    private final OutputStream out;
    private final DecodeProblems problems;

    StreamDecoder(MessageCodec codec, RecordWriter writer, OutputStream out, PrintStream err) {
        this.codec = codec;
        this.writer = writer;
        this.out = new BufferedOutputStream(new CheckedOutput(out), BUFFER_BYTES);
        this.problems = new DecodeProblems(err);
    }

    /**
     * Decodes until the stream ends, breaks, or the thread is interrupted.
     *
     * @param source what the stream is called in messages
     * @param in     the stream
     * @return an exit status
     */
    int decode(String source, InputStream in) {
        try {
            int status = records(source, in);
            out.flush();
            problems.summary();
            return status;
        } catch (CheckedOutput.Fault e) {
            if (e.readerLeft()) {
                return ExitStatus.OK;
            }
            problems.say("the output cannot be written: " + e.getMessage());
            return ExitStatus.FAILED;
        } catch (IOException e) {
            problems.say(source + " cannot be read: " + e.getMessage());
            return ExitStatus.FAILED;
        }
    }

    private int records(String source, InputStream in) throws IOException {
        try (MessageReader reader = codec.reader("", new IdleFlush(in, out), MessageCodec.DEFAULT_MAX_MESSAGE_BYTES)) {
            Message message = reader.next();
            while (message != null && !Thread.currentThread().isInterrupted()) {
                take(message);
                message = reader.next();
            }
            return ExitStatus.OK;
        } catch (StreamFault e) {
            out.flush();
            problems.say(source + ": " + e.getMessage());
            return ExitStatus.BROKEN_STREAM;
        }
    }

    private void take(Message message) throws IOException {
        if (message instanceof Message.Bundle bundle) {
            print(bundle.records());
        } else if (message instanceof Message.EventData data) {
            print(data.records());
        } else {
            problems.message(message);
        }
    }

    private void print(RecordBatch batch) throws IOException {
        for (int at = 0; at < batch.size(); at++) {
            Record record = batch.get(at);
            if (record.messageType() == Record.EVENT_DATA) {
                writer.write(record, out);
                problems.record(record);
            } else {
                problems.unknownMessage(record.messageType());
            }
        }
    }
}
