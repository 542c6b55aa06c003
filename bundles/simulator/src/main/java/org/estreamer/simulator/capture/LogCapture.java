package org.estreamer.simulator.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import org.estreamer.pipeline.log.LogBatch;
import org.estreamer.pipeline.log.LogFiles;
import org.estreamer.pipeline.log.LogHistory;
import org.estreamer.pipeline.log.LogSpan;
import org.estreamer.record.RecordBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records of a log, in bundles or one after another, as the client asks for them. A log has the inner messages as they came,
 * but not in which bundles.
 */
final class LogCapture implements Capture {
    private static final Logger LOG = LoggerFactory.getLogger(LogCapture.class);

    private final LogHistory history;
    private final int bundleRecords;
    private RecordBatch batch;
    private int at;
    private int sequence;

    /**
     * Opens a log.
     *
     * @param bundleRecords how many records a bundle has at most; 0 for single messages
     */
    LogCapture(LogFiles files, LogFiles.Found log, int bundleRecords) throws IOException {
        this.history = files.read(log, LogSpan.ALL, problem -> LOG.warn("A replayed log: {}", problem));
        this.bundleRecords = bundleRecords;
    }

    @Override
    public byte[] next() throws IOException {
        if (batch == null || at == batch.size()) {
            LogBatch read = history.next();
            if (read == null) {
                return null;
            }
            batch = read.records();
            at = 0;
        }
        BitSet chosen = new BitSet();
        int end = Math.min(batch.size(), at + Math.max(1, bundleRecords));
        chosen.set(at, end);
        at = end;
        byte[] messages = batch.bytesOf(chosen);
        return bundleRecords == 0 ? messages : bundle(messages);
    }

    private byte[] bundle(byte[] messages) {
        return ByteBuffer.allocate(BUNDLE_PREFIX + messages.length)
                .putShort((short) 1)
                .putShort((short) BUNDLE)
                .putInt(BUNDLE_PREFIX - HEADER + messages.length)
                .putInt(1)
                .putInt(++sequence)
                .put(messages)
                .array();
    }

    @Override
    public void close() {
        history.close();
    }
}
