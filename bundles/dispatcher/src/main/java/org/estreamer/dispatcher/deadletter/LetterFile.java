package org.estreamer.dispatcher.deadletter;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.zip.CRC32C;
import org.estreamer.files.OwnerFiles;

/**
 * Some of the letters of a plugin, one behind the other. A letter that goes is marked in its place: a byte cannot be half
 * written.
 *
 * <pre>
 *   file:    | E S D L 0 0 0 1 | letter | letter | ...
 *   letter:  | state             | length | CRC-32C | length bytes |
 *            | 1 kept, 0 gone    | int32  | int32   |              |
 * </pre>
 */
final class LetterFile implements Closeable {
    private static final long MAGIC = 0x4553_444C_0000_0001L;
    private static final int HEAD = 1 + Integer.BYTES + Integer.BYTES;
    private static final byte KEPT = 1;
    private static final byte GONE = 0;

    private final Path path;
    /** Where the last whole letter ends. */
    private long end;

    private int kept;
    private long first = Long.MAX_VALUE;
    private long last;
    /** Null until it is appended to. */
    private RandomAccessFile out;

    private boolean dirty;
    private boolean damaged;

    /** A letter and where it is. */
    private record Found(int offset, Letter letter) {}

    private LetterFile(Path path) {
        this.path = path;
    }

    static LetterFile create(Path path) throws IOException {
        OwnerFiles.createFile(path);
        LetterFile file = new LetterFile(path);
        file.open();
        file.out.write(ByteBuffer.allocate(Long.BYTES).putLong(MAGIC).array());
        file.end = Long.BYTES;
        file.dirty = true;
        return file;
    }

    /** Opens one that is there. What stands behind its last whole letter, as after a power cut, is left and told. */
    static LetterFile open(Path path, Consumer<String> notices) throws IOException {
        LetterFile file = new LetterFile(path);
        file.end = Long.BYTES;
        for (Found found : file.scan()) {
            file.counted(found.letter());
        }
        file.damaged = Files.size(path) > file.end;
        if (file.damaged) {
            notices.accept(path + ": what stands behind byte " + file.end
                    + " is no whole dead letter, because of a power cut or a fault of the disk. It is left out; delete the"
                    + " file when its letters are gone");
        }
        return file;
    }

    /** The letters that are kept; finds the end on the way. */
    private List<Found> scan() throws IOException {
        byte[] bytes = Files.readAllBytes(path);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        List<Found> found = new ArrayList<>();
        if (bytes.length < Long.BYTES || in.getLong() != MAGIC) {
            return found;
        }
        while (in.remaining() >= HEAD) {
            int offset = in.position();
            byte state = in.get();
            int length = in.getInt();
            int checksum = in.getInt();
            if (length < 0 || length > in.remaining() || checksum != checksum(bytes, in.position(), length)) {
                break;
            }
            if (state == KEPT) {
                found.add(new Found(offset, Letter.decode(bytes, in.position(), length)));
            }
            in.position(in.position() + length);
            end = Math.max(end, in.position());
        }
        return found;
    }

    private static int checksum(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    private void open() throws IOException {
        if (out == null) {
            // no channel: an interrupt would close it
            out = new RandomAccessFile(path.toFile(), "rw");
        }
    }

    /** Appends a letter: all of it, or nothing. */
    void append(Letter letter) throws IOException {
        byte[] content = letter.encode();
        ByteBuffer entry = ByteBuffer.allocate(HEAD + content.length);
        entry.put(KEPT).putInt(content.length).putInt(checksum(content, 0, content.length));
        entry.put(content);
        dirty = true;
        out.seek(end);
        try {
            out.write(entry.array());
        } catch (IOException e) {
            out.setLength(end);
            throw e;
        }
        end += entry.capacity();
        counted(letter);
    }

    private void counted(Letter letter) {
        kept++;
        first = Math.min(first, letter.id());
        last = letter.id();
    }

    /** Whether a letter of an id may be here. */
    boolean mayHold(long id) {
        return kept > 0 && first <= id && id <= last;
    }

    List<Letter> letters() throws IOException {
        return scan().stream().map(Found::letter).toList();
    }

    /** Lets letters go; on the disk when it returns. */
    int remove(Predicate<Letter> which) throws IOException {
        int removed = 0;
        try (RandomAccessFile marks = new RandomAccessFile(path.toFile(), "rw")) {
            for (Found found : scan()) {
                if (which.test(found.letter())) {
                    marks.seek(found.offset());
                    marks.write(GONE);
                    removed++;
                }
            }
            marks.getFD().sync();
        }
        kept -= removed;
        return removed;
    }

    /** Waits until the disk has what was appended. */
    void sync() throws IOException {
        if (dirty) {
            out.getFD().sync();
            dirty = false;
        }
    }

    void delete() throws IOException {
        close();
        Files.deleteIfExists(path);
    }

    /** How many letters it keeps. */
    int kept() {
        return kept;
    }

    /** The id of the last letter; 0 if none was found. */
    long last() {
        return last;
    }

    /** Whether something stands behind its last whole letter. */
    boolean damaged() {
        return damaged;
    }

    long size() {
        return end;
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
            out = null;
        }
    }
}
