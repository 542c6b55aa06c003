package org.estreamer.log.resume;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.estreamer.log.segment.BatchHeader;
import org.estreamer.log.segment.SegmentInput;
import org.estreamer.pipeline.MessageCodec;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;
import org.estreamer.record.RecordGroup;

/** The digests of a segment's records, computed when they are asked for. */
final class SegmentDigests implements DigestSource {
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

    private final Path path;
    private final MessageCodec codec;
    private final List<Block> blocks = new ArrayList<>();
    private long newest;

    /**
     * Looks at the headers of its batches.
     *
     * @param end the number behind the last record that counts
     */
    SegmentDigests(Path path, MessageCodec codec, long end) throws IOException {
        this.path = path;
        this.codec = codec;
        try (SegmentInput in = new SegmentInput(path)) {
            Block block = null;
            for (BatchHeader header = in.next(); header != null && header.first() < end; header = in.next()) {
                if (block == null || in.batchAt() - block.start > BLOCK_BYTES) {
                    block = new Block(in.batchAt());
                    blocks.add(block);
                }
                block.add(header, in.offset());
                newest = Math.max(newest, header.newest());
            }
        }
    }

    @Override
    public long newest() {
        return newest;
    }

    @Override
    public boolean read(long from, long to, Sink sink) throws IOException {
        List<Block> wanted = blocks.stream()
                .filter(block -> block.newest >= from && block.oldest < to)
                .toList();
        if (wanted.isEmpty()) {
            return true;
        }
        try (SegmentInput in = new SegmentInput(path)) {
            for (Block block : wanted) {
                if (!read(in, block, from, to, sink)) {
                    return false;
                }
            }
            return true;
        } catch (FileNotFoundException e) {
            // it has been retired meanwhile, and left its digests
            return readRemains(from, to, sink);
        }
    }

    private boolean readRemains(long from, long to, Sink sink) throws IOException {
        try {
            return new DigestFile(DigestFile.of(path)).read(from, to, sink);
        } catch (NoSuchFileException e) {
            return true; // nothing of it mattered any more
        }
    }

    private boolean read(SegmentInput in, Block block, long from, long to, Sink sink) throws IOException {
        in.seek(block.start);
        while (in.offset() < block.end) {
            BatchHeader header = in.next();
            if (header == null) {
                return true;
            }
            byte[] messages = header.covers(from, to - 1) ? in.messages() : null;
            if (messages != null && !give(messages, from, to, sink)) {
                return false;
            }
        }
        return true;
    }

    private boolean give(byte[] messages, long from, long to, Sink sink) throws IOException {
        RecordBatch records = codec.records("", messages, 0, messages.length);
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
