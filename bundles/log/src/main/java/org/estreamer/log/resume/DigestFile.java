package org.estreamer.log.resume;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32C;
import org.estreamer.files.OwnerFiles;
import org.estreamer.log.segment.BatchHeader;
import org.estreamer.log.segment.SegmentInput;
import org.estreamer.pipeline.MessageCodec;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is left of a segment that has gone: second and digest of its younger records, by which they are known again when the
 * server repeats them.
 *
 * <pre>
 *   | E S D 1 | newest | n     | n times:  second | digest |  CRC-32C of the rest |
 *   |         | int64  | int32 |           uint32 | int64  |  int64               |
 * </pre>
 */
public final class DigestFile implements DigestSource {
    private static final Logger LOG = LoggerFactory.getLogger(DigestFile.class);
    private static final int MAGIC = 'E' << 24 | 'S' << 16 | 'D' << 8 | 1;
    private static final int HEAD_BYTES = 16;
    private static final int ENTRY_BYTES = 12;
    private static final int PIECE = 64 << 10;
    private static final String ENDING = ".digests";

    private final Path path;
    private final long newest;
    private final int count;

    /**
     * Opens a file.
     *
     * @throws StreamCorruptedException if it is none, or has not all of it
     * @throws IOException              if it cannot be read
     */
    public DigestFile(Path path) throws IOException {
        this.path = path;
        long size = Files.size(path);
        require(size >= HEAD_BYTES + Long.BYTES);
        try (DataInputStream in = open(path)) {
            require(in.readInt() == MAGIC);
            newest = in.readLong();
            count = in.readInt();
            require(count >= 0 && size == HEAD_BYTES + (long) ENTRY_BYTES * count + Long.BYTES);
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
     * Takes a damaged file out of the way.
     *
     * @throws IOException if it cannot be renamed
     */
    public static void setAside(Path path, IOException why) throws IOException {
        Path aside = path.resolveSibling(path.getFileName() + ".damaged");
        Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
        LOG.error(
                "{} is damaged: {}. It is kept as {}; records that it knew may come twice",
                path,
                why.getMessage(),
                aside.getFileName());
    }

    /**
     * Keeps the digests of a segment that is about to go.
     *
     * @param end  the number behind the last of its records that count
     * @param from records from before this second do not matter any more
     * @throws IOException if they cannot be kept
     */
    public static void keep(Path segment, MessageCodec codec, long end, long from) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream entries = new DataOutputStream(bytes);
        long newest = 0;
        try (SegmentInput in = new SegmentInput(segment)) {
            for (BatchHeader header = in.next(); header != null && header.first() < end; header = in.next()) {
                byte[] messages = header.newest() >= from ? in.messages() : null;
                if (messages != null) {
                    newest = Math.max(newest, write(codec.records("", messages, 0, messages.length), from, entries));
                }
            }
        }
        if (newest > 0) {
            OwnerFiles.replace(of(segment), file(newest, bytes.toByteArray()), null);
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
        crc.update(bytes.toByteArray());
        out.writeLong(crc.getValue());
        return bytes.toByteArray();
    }

    private static DataInputStream open(Path path) throws IOException {
        return new DataInputStream(new BufferedInputStream(Files.newInputStream(path), PIECE));
    }

    /**
     * Compares all of it with its checksum.
     *
     * @throws StreamCorruptedException if it is not as it was written
     * @throws IOException              if it cannot be read
     */
    public void verify() throws IOException {
        CRC32C crc = new CRC32C();
        byte[] piece = new byte[PIECE];
        try (DataInputStream in = open(path)) {
            for (long left = HEAD_BYTES + (long) ENTRY_BYTES * count; left > 0; ) {
                int size = (int) Math.min(piece.length, left);
                in.readFully(piece, 0, size);
                crc.update(piece, 0, size);
                left -= size;
            }
            require(in.readLong() == crc.getValue());
        }
    }

    private static void require(boolean holds) throws StreamCorruptedException {
        if (!holds) {
            throw new StreamCorruptedException("it is not as it was written");
        }
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
        } catch (NoSuchFileException e) {
            return true; // too old by now, and let go of
        }
    }
}
