package org.estreamer.log.server;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.estreamer.log.segment.BatchHeader;
import org.estreamer.log.segment.SegmentInput;
import org.estreamer.pipeline.LogBatch;
import org.estreamer.pipeline.LogGap;
import org.estreamer.record.RecordBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads from the disk what is not in memory any more, one batch after another. For one thread. */
final class ColdReader implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(ColdReader.class);

    private final ServerLog log;
    private SegmentInput in;
    private Path path;
    /** The first number that the open segment may still give. */
    private long ahead;

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
        long wanted = number;
        long from = number;
        while (from < log.end() && openAt(from)) {
            BatchHeader header = in.next();
            if (header == null) {
                from = Math.max(from, endOfSegment());
                close();
                continue;
            }
            ahead = header.next();
            if (header.next() <= from) {
                continue;
            }
            if (header.newest() > 0 && header.newest() < since) {
                wanted = header.next();
                from = wanted;
                continue;
            }
            byte[] messages = in.messages();
            if (messages != null) {
                return batch(header, messages, wanted);
            }
            ahead = header.first();
        }
        return null;
    }

    private LogBatch batch(BatchHeader header, byte[] messages, long wanted) throws IOException {
        RecordBatch records = log.around.codec().records(log.server(), messages, 0, messages.length);
        LogBatch batch = new LogBatch(
                in.header().log(),
                in.header().epoch(),
                header.first(),
                Instant.ofEpochMilli(header.arrival()),
                records);
        if (header.first() <= wanted) {
            return batch.from(wanted);
        }
        return batch.behind(log.gap(wanted, header.first(), LogGap.Reason.DAMAGE));
    }

    /** Opens the segment with a number, unless it is open and not read beyond it. */
    private boolean openAt(long number) throws IOException {
        Optional<Segment> segment = log.segmentOf(number);
        if (segment.isEmpty()) {
            return false;
        }
        if (in != null && number >= ahead && segment.get().path.equals(path)) {
            return true;
        }
        close();
        try {
            in = new SegmentInput(segment.get().path);
        } catch (FileNotFoundException e) {
            return false; // it has been let go of: the next look says what is missing
        }
        path = segment.get().path;
        ahead = segment.get().first();
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
