package org.estreamer.shell.decode;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.estreamer.files.FileFailure;
import org.estreamer.format.RecordWriter;
import org.estreamer.pipeline.log.LogBatch;
import org.estreamer.pipeline.log.LogFiles;
import org.estreamer.pipeline.log.LogHistory;
import org.estreamer.pipeline.log.LogSpan;
import org.estreamer.pipeline.message.Message;
import org.estreamer.pipeline.message.MessageCodec;
import org.estreamer.pipeline.message.MessageReader;
import org.estreamer.pipeline.message.StreamFault;
import org.estreamer.pipeline.metadata.NameResolver.StreamNames;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;
import org.estreamer.shell.command.ExitStatus;

/** Prints the records of one server-to-client stream or of logs, in memory that does not grow with what is read. */
final class StreamDecoder {
    private static final int BUFFER_BYTES = 1 << 18;
    private static final int READ_AHEAD = 64 << 10;

    private final MessageCodec codec;
    private final RecordWriter writer;
    private final OutputStream out;
    private final DecodeProblems problems;
    private final Predicate<Record> wanted;
    private final Function<String, StreamNames> names;

    StreamDecoder(
            MessageCodec codec,
            RecordWriter writer,
            Predicate<Record> wanted,
            Function<String, StreamNames> names,
            OutputStream out,
            PrintStream err) {
        this.wanted = wanted;
        this.names = names;
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
        return print(source, () -> records(source, in));
    }

    /**
     * Decodes logs, one after another, up to where each of them is now.
     *
     * @param files reads them
     * @param logs  which
     * @param span  what of them
     * @return an exit status
     */
    int decode(LogFiles files, List<LogFiles.Found> logs, LogSpan span) {
        return print("the log", () -> {
            for (LogFiles.Found log : logs) {
                records(files, log, span);
            }
            return ExitStatus.OK;
        });
    }

    /** Where records come from. */
    private interface Reading {
        int run() throws IOException;
    }

    private int print(String source, Reading reading) {
        try {
            int status = reading.run();
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
            problems.say(source + " cannot be read: " + FileFailure.reason(e));
            return ExitStatus.FAILED;
        }
    }

    private int records(String source, InputStream in) throws IOException {
        StreamNames known = names.apply("");
        InputStream buffered = new BufferedInputStream(new IdleFlush(in, out), READ_AHEAD);
        try (MessageReader reader = codec.reader("", buffered, MessageCodec.DEFAULT_MAX_MESSAGE_BYTES)) {
            Message message = reader.next();
            while (message != null && !Thread.currentThread().isInterrupted()) {
                take(message, known);
                message = reader.next();
            }
            return ExitStatus.OK;
        } catch (StreamFault e) {
            out.flush();
            problems.say(source + ": " + e.getMessage());
            return ExitStatus.BROKEN_STREAM;
        }
    }

    private void records(LogFiles files, LogFiles.Found log, LogSpan span) throws IOException {
        StreamNames known = names.apply(log.server());
        try (LogHistory history = files.read(log, span, problems::say)) {
            LogBatch batch = history.next();
            while (batch != null && !Thread.currentThread().isInterrupted()) {
                if (batch.gap() != null) {
                    problems.gap(log.server(), batch.gap());
                }
                print(batch.records(), known);
                batch = history.next();
            }
        }
    }

    private void take(Message message, StreamNames known) throws IOException {
        if (message instanceof Message.Bundle bundle) {
            print(bundle.records(), known);
        } else if (message instanceof Message.EventData data) {
            print(data.records(), known);
        } else {
            problems.message(message);
        }
    }

    private void print(RecordBatch batch, StreamNames known) throws IOException {
        known.name(batch);
        for (int at = 0; at < batch.size(); at++) {
            Record record = batch.get(at);
            if (!wanted.test(record)) {
                continue;
            }
            if (record.messageType() == Record.EVENT_DATA) {
                writer.write(record, out);
                problems.record(record);
            } else {
                problems.unknownMessage(record.messageType());
            }
        }
    }
}
