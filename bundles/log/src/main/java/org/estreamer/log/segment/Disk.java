package org.estreamer.log.segment;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.estreamer.files.OwnerFiles;

/**
 * The disk under a log. Channels of {@code java.nio} are no choice here: an interrupt of a thread that uses one closes it for
 * everybody.
 */
public interface Disk {
    /** The real one. */
    Disk REAL = new Disk() {};

    /**
     * Opens a file for reading and writing, which is made for its owner only if it is not there.
     *
     * @throws IOException if that is not possible
     */
    default RandomAccessFile open(Path file) throws IOException {
        OwnerFiles.createFile(file);
        return new RandomAccessFile(file.toFile(), "rw");
    }

    /** Writes at the file's place. */
    default void write(RandomAccessFile file, byte[] bytes, int offset, int length) throws IOException {
        file.write(bytes, offset, length);
    }

    /** Waits until the disk has what was written. */
    default void force(RandomAccessFile file) throws IOException {
        file.getFD().sync();
    }

    /** How many bytes the disk has that a folder is on. */
    default long size(Path folder) throws IOException {
        return Files.getFileStore(folder).getTotalSpace();
    }

    /** How many bytes this user may still write to the disk that a folder is on. */
    default long usable(Path folder) throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }
}
