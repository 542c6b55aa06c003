package org.estreamer.log.resume;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StreamCorruptedException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32C;
import org.estreamer.files.OwnerFiles;
import org.estreamer.log.segment.BatchHeader;
import org.estreamer.log.segment.SegmentInput;
import org.estreamer.pipeline.message.MessageCodec;
import org.estreamer.record.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is left of a segment that has gone: second and digest of its younger records, by which they are known again when the
 * server repeats them. It may be larger than what there is memory for, so it is written and read piece by piece.
 *
 * <pre>
 *   | E S D 2 |  n times:  second | digest |  oldest | newest | CRC-32C of the rest |
 *   |         |            uint32 | int64  |  uint32 | uint32 | int64               |
 * </pre>
 */
public final class DigestFile implements DigestSource {
    private static final Logger LOG = LoggerFactory.getLogger(DigestFile.class);
    private static final int MAGIC = 'E' << 24 | 'S' << 16 | 'D' << 8 | 2;
    private static final int HEAD_BYTES = Integer.BYTES;
    private static final int TAIL_BYTES = 2 * Integer.BYTES;
    private static final int ENTRY_BYTES = Integer.BYTES + Long.BYTES;
    private static final int PIECE = 64 << 10;
    private static final String ENDING = ".digests";

    private final Path path;
    private final long entriesEnd;
    private final long oldest;
    private final long newest;

    /**
     * Opens a file.
     *
     * @throws StreamCorruptedException if it is none, or has not all of it
     * @throws IOException              if it cannot be read
     */
    public DigestFile(Path path) throws IOException {
        this.path = path;
        entriesEnd = Files.size(path) - TAIL_BYTES - Long.BYTES;
        require(entriesEnd >= HEAD_BYTES && (entriesEnd - HEAD_BYTES) % ENTRY_BYTES == 0);
        try (DataInputStream in = open(path)) {
            require(in.readInt() == MAGIC);
            in.skipNBytes(entriesEnd - HEAD_BYTES);
            oldest = Integer.toUnsignedLong(in.readInt());
            newest = Integer.toUnsignedLong(in.readInt());
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
        try (SegmentInput in = new SegmentInput(segment)) {
            OwnerFiles.replace(of(segment), file -> write(in, codec, end, from, file), null);
        }
    }

    private static void write(SegmentInput in, MessageCodec codec, long end, long from, OutputStream file)
            throws IOException {
        Entries entries = new Entries(file);
        for (BatchHeader header = in.next(); header != null && header.first() < end; header = in.next()) {
            byte[] messages = header.newest() >= from ? in.messagesOnLoan() : null;
            if (messages == null) {
                continue;
            }
            for (Record record : codec.records("", messages, 0, header.length())) {
                if (record.archiveTimestamp() >= from && SegmentDigests.isDigested(record)) {
                    entries.add(record.archiveTimestamp(), record.digest());
                }
            }
        }
        entries.end();
    }

    /** What is written of a file, piece by piece. */
    private static final class Entries {
        private final OutputStream file;
        private final CRC32C crc = new CRC32C();
        private final ByteBuffer piece = ByteBuffer.allocate(PIECE).putInt(MAGIC);
        private long oldest;
        private long newest;

        Entries(OutputStream file) {
            this.file = file;
        }

        void add(long second, long digest) throws IOException {
            makeRoom(ENTRY_BYTES);
            piece.putInt((int) second).putLong(digest);
            oldest = oldest == 0 ? second : Math.min(oldest, second);
            newest = Math.max(newest, second);
        }

        void end() throws IOException {
            makeRoom(TAIL_BYTES);
            piece.putInt((int) oldest).putInt((int) newest);
            write();
            piece.putLong(crc.getValue());
            write();
        }

        private void makeRoom(int bytes) throws IOException {
            if (piece.remaining() < bytes) {
                write();
            }
        }

        private void write() throws IOException {
            crc.update(piece.array(), 0, piece.position());
            file.write(piece.array(), 0, piece.position());
            piece.clear();
        }
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
            for (long left = entriesEnd + TAIL_BYTES; left > 0; ) {
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
        if (newest < from || oldest >= to) {
            return true;
        }
        try (DataInputStream in = open(path)) {
            in.skipNBytes(HEAD_BYTES);
            for (long at = HEAD_BYTES; at < entriesEnd; at += ENTRY_BYTES) {
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
