package org.estreamer.files;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * Opens files for reading and writing. Streams of {@code java.nio.channels} are no choice here: an interrupt of the
 * plugin's thread would close them.
 */
@FunctionalInterface
interface FileOpener {
    /** The real one. */
    FileOpener DISK = path -> new RandomAccessFile(path.toFile(), "rw");

    RandomAccessFile open(Path path) throws IOException;

    /** Waits until the disk has what was written. */
    default void force(RandomAccessFile file) throws IOException {
        file.getFD().sync();
    }

    /** Cuts a file to a length that it has or exceeds. */
    default void cut(Path path, long length) throws IOException {
        try (RandomAccessFile file = open(path)) {
            file.setLength(length);
            force(file);
        }
    }
}
