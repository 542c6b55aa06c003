package org.estreamer.log.segment;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads the batches of a segment one after another, beside whoever writes it. Bad bytes are passed over: the next batch that is
 * sound is found by its header. For one thread.
 *
 * <pre>
 *   | segment header | batch header | messages | batch header | messages | ...
 *                    ^ start()      ^          ^ offset() of the next one
 * </pre>
 */
public final class SegmentInput implements Closeable {
    private static final int PIECE = 64 << 10;

    private final RandomAccessFile file;
    private final SegmentHeader header;
    private final long start;
    private final byte[] headerBytes = new byte[BatchHeader.BYTES];
    private long offset;
    private long batchAt;
    private BatchHeader batch;
    private byte[] loan = {};
    private long badBytes;
    private long firstBad = -1;

    /**
     * Opens a segment.
     *
     * @throws NoSuchFileException              if it is not there
     * @throws java.io.StreamCorruptedException if its header is damaged
     * @throws IOException                      if it cannot be read for now, which says nothing of what is in it
     */
    public SegmentInput(Path path) throws IOException {
        file = open(path);
        SegmentHeader read = null;
        try {
            read = SegmentHeader.read(file);
            start = file.getFilePointer();
        } finally {
            if (read == null) {
                file.close();
            }
        }
        header = read;
        offset = start;
    }

    /** A file that may not be opened, or for which no descriptor is left, is called "not found" as well: only its folder knows. */
    private static RandomAccessFile open(Path path) throws IOException {
        try {
            return new RandomAccessFile(path.toFile(), "r");
        } catch (FileNotFoundException e) {
            throw Files.notExists(path)
                    ? new NoSuchFileException(null, null, "it is not there")
                    : new IOException(e.getMessage(), e);
        }
    }

    /** What stands at its beginning. */
    public SegmentHeader header() {
        return header;
    }

    /** Where its first batch begins. */
    public long start() {
        return start;
    }

    /** Goes to where a batch begins. */
    public void seek(long where) {
        offset = where;
    }

    /** Where the next batch begins. */
    public long offset() {
        return offset;
    }

    /** Where the last batch begins that {@link #next} has found. */
    public long batchAt() {
        return batchAt;
    }

    /** How many bytes were passed over so far, because they are no batch. */
    public long badBytes() {
        return badBytes;
    }

    /** Where the first of them are; -1 for none. */
    public long firstBad() {
        return firstBad;
    }

    /**
     * Finds the next batch by its header.
     *
     * @return its header; null at the end
     */
    public BatchHeader next() throws IOException {
        long length = file.length();
        BatchHeader found = headerAt(offset, length);
        long at = offset;
        if (found == null && length > offset) {
            at = search(offset + 1, length);
            found = at < 0 ? null : headerAt(at, length);
            passOver(offset, found == null ? length : at);
        }
        if (found != null) {
            batch = found;
            batchAt = at;
            offset = at + BatchHeader.BYTES + found.length();
        } else {
            offset = length;
        }
        return found;
    }

    /**
     * Reads the messages of the batch found last.
     *
     * @return them; null if they are damaged. The next batch is behind them in any case: their length is in the header, which is
     *     sound, and what they hold may look like a batch
     */
    public byte[] messages() throws IOException {
        return read(new byte[batch.length()]);
    }

    /** The same for who looks at them only until the next call, which uses the array again; it may be longer than the messages. */
    public byte[] messagesOnLoan() throws IOException {
        if (loan.length < batch.length()) {
            loan = new byte[batch.length()];
        }
        return read(loan);
    }

    private byte[] read(byte[] messages) throws IOException {
        file.seek(batchAt + BatchHeader.BYTES);
        file.readFully(messages, 0, batch.length());
        if (BatchHeader.checksum(messages, 0, batch.length()) == batch.checksum()) {
            return messages;
        }
        passOver(batchAt, offset);
        return null;
    }

    private BatchHeader headerAt(long at, long length) throws IOException {
        if (length - at < BatchHeader.BYTES) {
            return null;
        }
        file.seek(at);
        file.readFully(headerBytes);
        BatchHeader found = BatchHeader.decode(headerBytes, 0);
        return found != null && found.length() <= length - at - BatchHeader.BYTES ? found : null;
    }

    /** Where the next header is at or behind a place; -1 for nowhere. */
    private long search(long from, long length) throws IOException {
        byte[] piece = new byte[PIECE];
        for (long at = from; length - at >= BatchHeader.BYTES; at += PIECE - BatchHeader.BYTES + 1) {
            int size = (int) Math.min(PIECE, length - at);
            file.seek(at);
            file.readFully(piece, 0, size);
            for (int i = 0; i + BatchHeader.BYTES <= size; i++) {
                if (piece[i] == 'E' && BatchHeader.decode(piece, i) != null && headerAt(at + i, length) != null) {
                    return at + i;
                }
            }
        }
        return -1;
    }

    private void passOver(long from, long to) {
        badBytes += to - from;
        if (firstBad < 0) {
            firstBad = from;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
