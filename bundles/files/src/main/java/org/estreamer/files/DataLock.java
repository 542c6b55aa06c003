package org.estreamer.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The right to be the only runtime that uses a data folder, among all processes. */
public final class DataLock implements AutoCloseable {
    private final FileChannel lock;

    private DataLock(FileChannel lock) {
        this.lock = lock;
    }

    /**
     * Takes the folder for this runtime; it is made if it is not there.
     *
     * @param folder the data folder, see {@link Folders#data}
     * @return what gives it free
     * @throws IOException if another runtime has it, or it cannot be written
     */
    public static DataLock take(Path folder) throws IOException {
        OwnerFiles.createFolders(folder);
        Path file = folder.resolve("lock");
        OwnerFiles.createFile(file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new DataLock(channel);
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw taken(folder);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw taken(folder);
    }

    private static IOException taken(Path folder) {
        return new IOException("another runtime uses the data folder " + folder.toAbsolutePath()
                + ": stop it, or give this one another folder");
    }

    /**
     * Gives the folder free.
     *
     * @throws IOException if that fails
     */
    @Override
    public void close() throws IOException {
        lock.close();
    }
}
