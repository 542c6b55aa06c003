package org.estreamer.files;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.function.Consumer;

/** A file that grows by whole records, through a buffer. */
final class AppendFile implements Closeable {
    private static final int BUFFER_BYTES = 256 * 1024;

    private final Path path;
    private final FileOpener opener;
    private final Consumer<String> notices;
    private final RandomAccessFile file;
    private final Object identity;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int buffered;
    /** How long the file is, up to its last whole record. */
    private long written;
    /** Whether part of a record may stand behind the last whole one. */
    private boolean torn;

    AppendFile(Path path, FileOpener opener, Consumer<String> notices) throws IOException {
        OwnerFiles.createFile(path);
        this.path = path;
        this.opener = opener;
        this.notices = notices;
        this.file = opener.open(path);
        this.identity = identity(path);
        this.written = file.length();
    }

    /** Cuts off what came behind a length that was kept; says how long the file is then. */
    static long cutBack(Path path, long kept, FileOpener opener, Consumer<String> notices) throws IOException {
        if (kept == 0) {
            Files.deleteIfExists(path);
            return 0;
        }
        if (!Files.exists(path)) {
            notices.accept(path + " is gone since its position was kept, moved or deleted: going on in a new file");
            return 0;
        }
        long size = Files.size(path);
        if (size < kept) {
            notices.accept(path + " has " + size + " bytes where " + kept
                    + " were kept: it was changed from outside. Going on at its end");
            return size;
        }
        opener.cut(path, kept);
        return kept;
    }

    Path path() {
        return path;
    }

    String name() {
        return path.getFileName().toString();
    }

    long length() {
        return written + buffered;
    }

    /** Takes a record whole, or throws and takes nothing of it. */
    void append(byte[] bytes, int offset, int length) throws IOException {
        if (length > buffer.length - buffered) {
            flush();
        }
        if (length > buffer.length) {
            write(bytes, offset, length);
        } else {
            System.arraycopy(bytes, offset, buffer, buffered, length);
            buffered += length;
        }
    }

    /** Writes the buffer; where that fails it is kept. */
    void flush() throws IOException {
        if (buffered > 0) {
            write(buffer, 0, buffered);
            buffered = 0;
        }
    }

    /** Waits until the disk has what was written. */
    void force() throws IOException {
        align();
        opener.force(file);
    }

    @Override
    public void close() throws IOException {
        try (file) {
            flush();
        }
    }

    /** Closes the file without what is buffered. */
    void discard() throws IOException {
        file.close();
    }

    /** Whether the path leads to another file by now, or to none. */
    boolean isMoved() throws IOException {
        return !Objects.equals(identity, identity(path));
    }

    private void write(byte[] bytes, int offset, int length) throws IOException {
        align();
        torn = true;
        try {
            file.write(bytes, offset, length);
            torn = false;
            written += length;
        } catch (IOException e) {
            IOException clear = new IOException("Cannot write to " + path + ": " + e.getMessage(), e);
            try {
                align();
            } catch (IOException again) {
                clear.addSuppressed(again);
            }
            throw clear;
        }
    }

    /** Goes to the end of the last whole record. */
    private void align() throws IOException {
        if (torn) {
            file.setLength(written);
            torn = false;
        }
        long size = file.length();
        if (size != written) {
            notices.accept(path + " has " + size + " bytes where " + written
                    + " were written: it was changed from outside. Going on at its end");
            written = size;
        }
        file.seek(written);
    }

    /** What tells a file from another at the same path; null where there is none or the system cannot tell. */
    private static Object identity(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
