package org.estreamer.log.resume;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.estreamer.files.OwnerFiles;
import org.estreamer.log.segment.BatchHeader;
import org.estreamer.log.segment.SegmentInput;
import org.estreamer.pipeline.MessageCodec;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;

/**
 * What is left of a segment that has gone: second and digest of its younger records, by which they are known again when the
 * server repeats them.
 *
 * <pre>
 *   | E S D 1 | newest | n     | n times:  second | digest |  CRC-32C |
 *   |         | int64  | int32 |           uint32 | int64  |  int64   |
 * </pre>
 */
public final class DigestFile implements DigestSource {
    private static final int MAGIC = 'E' << 24 | 'S' << 16 | 'D' << 8 | 1;
    private static final int HEAD_BYTES = 16;
    private static final int ENTRY_BYTES = 12;
    private static final String ENDING = ".digests";

    private final Path path;
    private final long newest;
    private final int count;

    /**
     * Opens a file.
     *
     * @throws IOException if it cannot be read, or is none
     */
    public DigestFile(Path path) throws IOException {
        this.path = path;
        try (DataInputStream in = open(path)) {
            boolean known = in.readInt() == MAGIC;
            newest = in.readLong();
            count = in.readInt();
            long expected = HEAD_BYTES + (long) ENTRY_BYTES * count + Long.BYTES;
            if (!known || Files.size(path) != expected) {
                throw new StreamCorruptedException(path + " is damaged: records that it knew may come twice");
            }
        }
    }

    /** Where the digests of a segment are, once it has gone. */
    public static Path of(Path segment) {
        String name = segment.getFileName().toString();
        return segment.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ENDING);
    }

    /** Whether a file is one, by its name. */
    public static boolean isOne(Path file) {
        return file.getFileName().toString().endsWith(ENDING);
    }

    /**
     * Keeps the digests of a segment that is about to go.
     *
     * @param from records from before this second do not matter any more
     * @throws IOException if they cannot be kept
     */
    public static void keep(Path segment, MessageCodec codec, long from) throws IOException {
        ByteArrayOutputStream entries = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(entries);
        long newest = 0;
        try (SegmentInput in = new SegmentInput(segment)) {
            for (BatchHeader header = in.next(); header != null; header = in.next()) {
                byte[] messages = header.newest() >= from ? in.messages() : null;
                if (messages != null) {
                    newest = Math.max(newest, write(codec.records("", messages, 0, messages.length), from, out));
                }
            }
        }
        if (newest > 0) {
            OwnerFiles.replace(of(segment), file(newest, entries.toByteArray()), null);
        }
    }

    private static long write(RecordBatch records, long from, DataOutputStream out) throws IOException {
        long newest = 0;
        for (Record record : records) {
            if (record.archiveTimestamp() >= from && SegmentDigests.isDigested(record)) {
                out.writeInt((int) record.archiveTimestamp());
                out.writeLong(record.digest());
                newest = Math.max(newest, record.archiveTimestamp());
            }
        }
        return newest;
    }

    private static byte[] file(long newest, byte[] entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(HEAD_BYTES + entries.length + Long.BYTES);
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(MAGIC);
        out.writeLong(newest);
        out.writeInt(entries.length / ENTRY_BYTES);
        out.write(entries);
        CRC32C crc = new CRC32C();
        crc.update(entries);
        out.writeLong(crc.getValue());
        return bytes.toByteArray();
    }

    private static DataInputStream open(Path path) throws IOException {
        return new DataInputStream(new BufferedInputStream(Files.newInputStream(path), 64 << 10));
    }

    @Override
    public long newest() {
        return newest;
    }

    @Override
    public boolean read(long from, long to, Sink sink) throws IOException {
        if (newest < from) {
            return true;
        }
        try (DataInputStream in = open(path)) {
            in.skipNBytes(HEAD_BYTES);
            for (int i = 0; i < count; i++) {
                long second = Integer.toUnsignedLong(in.readInt());
                long digest = in.readLong();
                if (second >= from && second < to && !sink.take(digest)) {
                    return false;
                }
            }
            return true;
        }
    }
}
