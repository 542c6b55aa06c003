package org.estreamer.files;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** A file that grows by whole records, through a buffer. */
final class AppendFile implements Closeable {
    private static final Path OPEN_FILES = Path.of("/proc/self/fd");
    private static final int BUFFER_BYTES = 256 * 1024;
    /** So much may wait for the disk before it is asked to take it. */
    private static final int BEHIND_BYTES = 32 << 20;

    private final Path path;
    private final FileOpener opener;
    private final Resized resized;
    private final RandomAccessFile file;
    private final Object identity;
    private final long inode;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int buffered;
    /** How long the file is, up to its last whole record. */
    private long written;
    /** Whether part of a record may stand behind the last whole one. */
    private boolean torn;
    /** What was written since the disk was asked last. */
    private long unasked;
    /** The disk takes what was written while more is written, so that {@link #force} waits for little. Its result is a failure. */
    private CompletableFuture<IOException> behind = CompletableFuture.completedFuture(null);

    /** Hears that somebody else has changed the file's length, before anything is written at its new end. */
    @FunctionalInterface
    interface Resized {
        void from(long before, Checkpoint.Mark end) throws IOException;
    }

    /** Opens a file, which is there, at its end. */
    AppendFile(Path path, FileOpener opener, Resized resized) throws IOException {
        this.path = path;
        this.opener = opener;
        this.resized = resized;
        this.file = opener.open(path);
        this.identity = identity(path);
        this.inode = MarkedFile.inode(path);
        this.written = file.length();
    }

    Path path() {
        return path;
    }

    /** Marks the end of what was written, wherever the path leads to by now. */
    Checkpoint.Mark mark() throws IOException {
        return mark(written);
    }

    private Checkpoint.Mark mark(long length) throws IOException {
        return new Checkpoint.Mark(path.getFileName().toString(), length, inode, MarkedFile.print(file, length));
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
        unasked = 0;
        opener.force(file);
        // the system tells only one of those who wait that it could not write: perhaps it was not this thread
        IOException failure = behind.join();
        if (failure != null) {
            throw new IOException(failure.getMessage(), failure);
        }
    }

    /** After a failure nobody asks again: the next {@link #force} tells of it. */
    private void writeBehind() {
        if (unasked >= BEHIND_BYTES && behind.isDone() && behind.join() == null) {
            unasked = 0;
            behind = CompletableFuture.supplyAsync(this::forced, AppendFile::aside);
        }
    }

    private IOException forced() {
        try {
            opener.force(file);
            return null;
        } catch (IOException e) {
            return e;
        }
    }

    /** In a thread of its own: a pool that others use may be full of what they wait for. It inherits nothing of a plugin's. */
    private static void aside(Runnable work) {
        Thread thread = new Thread(null, work, "estreamer-write-behind", 0, false);
        thread.setDaemon(true);
        thread.start();
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

    /**
     * Whether no name leads to the file any more, so that nobody will ever see what is in it. Linux shows files that are open; where
     * it cannot be told, a file that is not at its path was moved.
     */
    boolean isDeleted() throws IOException {
        if (identity == null || !Files.isDirectory(OPEN_FILES)) {
            return false;
        }
        try (DirectoryStream<Path> open = Files.newDirectoryStream(OPEN_FILES)) {
            for (Path one : open) {
                if (identity.equals(identity(one))) {
                    return Files.getAttribute(one, "unix:nlink").equals(0);
                }
            }
        }
        return false;
    }

    private void write(byte[] bytes, int offset, int length) throws IOException {
        align();
        torn = true;
        try {
            file.write(bytes, offset, length);
            torn = false;
            written += length;
            unasked += length;
            writeBehind();
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
            resized.from(written, mark(size));
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
