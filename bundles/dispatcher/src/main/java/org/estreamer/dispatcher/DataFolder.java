package org.estreamer.dispatcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.function.UnaryOperator;

/** The folder for what outlives a restart, locked against a second runtime. */
final class DataFolder implements AutoCloseable {
    private final FileChannel lock;

    private DataFolder(FileChannel lock) {
        this.lock = lock;
    }

    /** Where the folder is, by the framework's properties. */
    static Path path(UnaryOperator<String> property) {
        String own = property.apply("estreamer.data");
        if (own != null) {
            return Path.of(own);
        }
        String karaf = property.apply("karaf.data");
        return karaf == null ? Path.of("data") : Path.of(karaf, "estreamer");
    }

    /**
     * Takes the folder for this runtime.
     *
     * @throws IOException if another runtime has it, or it cannot be written
     */
    static DataFolder take(Path folder) throws IOException {
        OwnerOnly.createFolders(folder.toAbsolutePath());
        FileChannel channel =
                OwnerOnly.open(folder.resolve("lock"), EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new DataFolder(channel);
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

    /** Gives the folder free. */
    @Override
    public void close() throws IOException {
        lock.close();
    }
}
