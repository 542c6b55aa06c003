package org.estreamer.log.server;

import java.io.Closeable;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.estreamer.log.segment.BatchHeader;
import org.estreamer.log.segment.SegmentInput;
import org.estreamer.pipeline.log.LogBatch;
import org.estreamer.pipeline.log.LogGap;
import org.estreamer.record.RecordBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads from the disk what is not in memory any more, one batch after another. For one thread. */
final class ColdReader implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(ColdReader.class);

    private final ServerLog log;
    /** The open segment; null for none, or where it cannot be read. */
    private SegmentInput in;

    private Path path;
    /** The first number that the open segment may still give. */
    private long ahead;
    /** Numbers from here on are not in the open segment. */
    private long limit;

    private long passedOver;

    ColdReader(ServerLog log) {
        this.log = log;
    }

    /**
     * Reads the batch with a number.
     *
     * @param number before the log's end
     * @param since  batches whose records are all from before this archival second are passed over; 0 for none
     * @return the batch from there on, with the gap before it if there is one; null if nothing is left to be read
     * @throws IOException if the disk cannot be read
     */
    LogBatch read(long number, long since) throws IOException {
        passedOver = number;
        long from = number;
        while (from < log.end() && openAt(from)) {
            BatchHeader header = in == null ? null : in.next();
            if (header == null || header.first() >= Math.min(limit, log.end())) {
                from = Math.max(from, endOfSegment());
                close();
                continue;
            }
            ahead = header.next();
            if (header.newest() > 0 && header.newest() < since) {
                passedOver = Math.max(passedOver, header.next());
                from = passedOver;
            } else if (header.next() > from) {
                LogBatch batch = batch(header);
                if (batch != null) {
                    return batch;
                }
                ahead = from; // go on behind the damage
            }
        }
        return null;
    }

    /** The number that was wanted, or the one behind what the last {@link #read} has passed over because of its time. */
    long passedOver() {
        return passedOver;
    }

    /** The batch found last; null if it is damaged. */
    private LogBatch batch(BatchHeader header) throws IOException {
        byte[] messages = in.messages();
        if (messages == null) {
            return null;
        }
        RecordBatch records = log.around.codec().records(log.server(), messages, 0, messages.length);
        if (records.size() != header.count()) {
            return null;
        }
        LogBatch batch = new LogBatch(
                in.header().log(),
                in.header().epoch(),
                header.first(),
                Instant.ofEpochMilli(header.arrival()),
                records);
        return header.first() <= passedOver
                ? batch.from(passedOver)
                : batch.behind(log.gap(passedOver, header.first(), LogGap.Reason.DAMAGE));
    }

    /** Opens the segment with a number, unless it is open and not read beyond it; false if there is none any more. */
    private boolean openAt(long number) throws IOException {
        Segment segment = log.segmentOf(number).orElse(null);
        if (segment == null) {
            return false;
        }
        if (in != null && number >= ahead && segment.path.equals(path)) {
            return true;
        }
        close();
        path = segment.path;
        ahead = segment.first();
        limit = log.locked((all, time) -> segment == all.newest() ? Long.MAX_VALUE : segment.next);
        try {
            in = new SegmentInput(path);
        } catch (NoSuchFileException | StreamCorruptedException e) {
            if (!log.has(path)) {
                return false; // it has been let go of: the next look says what is missing
            }
            LOG.error("The log of server {} has lost records: {}: {}", log.server(), path, e.getMessage());
        }
        return true;
    }

    private long endOfSegment() throws IOException {
        Path read = path;
        return log.locked((segments, time) -> segments.all().stream()
                .filter(segment -> segment.path.equals(read))
                .map(segment -> segment.next)
                .findFirst()
                .orElse(ahead));
    }

    /** The number of the first record that arrived at a moment or later. */
    static long numberAt(ServerLog log, Instant arrival) throws IOException {
        List<Segment> segments = log.locked((all, time) -> all.all());
        for (Segment segment : segments) {
            if (segment.newestArrival >= arrival.toEpochMilli()) {
                try (SegmentInput in = new SegmentInput(segment.path)) {
                    for (BatchHeader header = in.next(); header != null; header = in.next()) {
                        if (header.arrival() >= arrival.toEpochMilli()) {
                            return header.first();
                        }
                    }
                }
            }
        }
        return log.end();
    }

    @Override
    public void close() {
        if (in == null) {
            return;
        }
        try {
            in.close();
        } catch (IOException e) {
            LOG.warn("{} was read, but cannot be closed: {}", path, e.toString());
        }
        in = null;
    }
}
