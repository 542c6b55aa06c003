package org.estreamer.log.resume;

import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import org.estreamer.log.segment.BatchHeader;
import org.estreamer.log.segment.SegmentInput;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;
import org.estreamer.record.RecordGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The digests of a segment's records, computed when they are asked for. Not even the headers of its batches are read before
 * somebody asks for a second that it may have: a large log has millions of them.
 */
final class SegmentDigests implements DigestSource {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentDigests.class);
    private static final long BLOCK_BYTES = 256 << 10;

    /** Batches that stand side by side. */
    private static final class Block {
        private final long start;
        private long end;
        private long oldest = Long.MAX_VALUE;
        private long newest;

        Block(long start) {
            this.start = start;
        }

        void add(BatchHeader header, long batchEnd) {
            end = batchEnd;
            if (header.newest() > 0) {
                oldest = Math.min(oldest, header.oldest());
                newest = Math.max(newest, header.newest());
            }
        }
    }

    private final LoggedSegment segment;
    private final DigestedLog log;
    private final long newest;
    /** Null until looked for. */
    private List<Block> blocks;

    private boolean told;

    SegmentDigests(LoggedSegment segment, DigestedLog log) throws IOException {
        this.segment = segment;
        this.log = log;
        this.newest = segment.newest() == LoggedSegment.ANY ? newestOfBatches() : segment.newest();
    }

    private long newestOfBatches() throws IOException {
        try (SegmentInput in = new SegmentInput(segment.path())) {
            return blocks(in).stream().mapToLong(block -> block.newest).max().orElse(0);
        } catch (NoSuchFileException | StreamCorruptedException e) {
            tell(e.getMessage());
            return 0;
        }
    }

    private List<Block> blocks(SegmentInput in) throws IOException {
        if (blocks != null) {
            return blocks;
        }
        List<Block> found = new ArrayList<>();
        Block block = null;
        for (BatchHeader header = in.next(); header != null && header.first() < segment.end(); header = in.next()) {
            if (block == null || in.batchAt() - block.start > BLOCK_BYTES) {
                block = new Block(in.batchAt());
                found.add(block);
            }
            block.add(header, in.offset());
        }
        // behind the last batch stands what the disk did not take
        if (in.firstBad() >= 0 && in.firstBad() < in.batchAt()) {
            tell("bytes are damaged, the first of them at byte " + in.firstBad());
        }
        blocks = found;
        return found;
    }

    @Override
    public long newest() {
        return newest;
    }

    @Override
    public boolean read(long from, long to, Sink sink) throws IOException {
        if (newest < from || segment.oldest() >= to) {
            return true;
        }
        try (SegmentInput in = new SegmentInput(segment.path())) {
            for (Block block : blocks(in)) {
                if (block.newest >= from && block.oldest < to && !read(in, block, from, to, sink)) {
                    return false;
                }
            }
            return true;
        } catch (NoSuchFileException e) {
            return readRemains(from, to, sink);
        } catch (StreamCorruptedException e) {
            tell(e.getMessage());
            return true;
        }
    }

    /** It has been retired meanwhile, and has left its digests where they mattered; or somebody has deleted it. */
    private boolean readRemains(long from, long to, Sink sink) throws IOException {
        try {
            return new DigestFile(DigestFile.of(segment.path())).read(from, to, sink);
        } catch (NoSuchFileException e) {
            if (log.has(segment.path())) {
                tell("it is not there any more");
            }
            return true;
        }
    }

    /** A segment that cannot be read must not keep the session from its server. */
    private void tell(String why) {
        if (!told) {
            told = true;
            LOG.error(
                    "The log of server {} has lost records: {}: {}. Should the server repeat what was in it, that comes twice",
                    log.server(),
                    segment.path(),
                    why);
        }
    }

    private boolean read(SegmentInput in, Block block, long from, long to, Sink sink) throws IOException {
        in.seek(block.start);
        while (in.offset() < block.end) {
            BatchHeader header = in.next();
            if (header == null) {
                return true;
            }
            if (header.covers(from, to - 1)) {
                byte[] messages = in.messagesOnLoan();
                if (messages == null) {
                    tell("records " + header.first() + " to " + (header.next() - 1) + " are damaged");
                } else if (!give(messages, header.length(), from, to, sink)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean give(byte[] messages, int length, long from, long to, Sink sink) throws IOException {
        RecordBatch records = log.codec().records(log.server(), messages, 0, length);
        for (int i = 0; i < records.size(); i++) {
            Record record = records.get(i);
            long second = record.archiveTimestamp();
            boolean wanted = second >= from && second < to && isDigested(record);
            if (wanted && !sink.take(record.digest())) {
                return false;
            }
        }
        return true;
    }

    /** Whether a record is known again by its bytes; metadata come again on purpose. */
    static boolean isDigested(Record record) {
        return record.archiveTimestamp() > 0 && record.group() != RecordGroup.METADATA;
    }
}
