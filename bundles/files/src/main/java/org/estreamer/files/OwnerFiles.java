package org.estreamer.files;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Files and folders that only their owner can read, where the file system knows owners, and that outlive a power cut.
 */
public final class OwnerFiles {
    /** What makes the entries of a folder reach the disk. */
    @FunctionalInterface
    interface FolderSync {
        void sync(Path folder) throws IOException;
    }

    /** Writes what a file is to hold. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes all of it.
         *
         * @param out the file, not buffered; it is closed by whoever calls
         * @throws IOException if that is not possible; the file stays as it was
         */
        void write(OutputStream out) throws IOException;
    }

    private OwnerFiles() {}

    /**
     * Makes a folder, and those above it, where they are not there. A power cut cannot take them away afterwards.
     *
     * @param folder where
     * @throws IOException if it cannot be made
     */
    public static void createFolders(Path folder) throws IOException {
        createFolders(folder.toAbsolutePath(), OwnerFiles::syncFolder);
    }

    static void createFolders(Path folder, FolderSync parents) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.getParent();
        if (parent != null) {
            createFolders(parent, parents);
        }
        Files.createDirectories(folder, only(folder, "rwx------"));
        if (parent != null) {
            sync(parent, parents);
        }
    }

    private static void sync(Path parent, FolderSync parents) throws IOException {
        try {
            parents.sync(parent);
        } catch (AccessDeniedException e) {
            // somebody else's folder, in which this user may make one but not look; nothing else can be done about it
            return;
        }
    }

    /**
     * Makes an empty file where there is none. One that is there stays as it is.
     *
     * @param file where; its folder is there
     * @throws IOException if it cannot be made, or something else is there that is no file
     */
    public static void createFile(Path file) throws IOException {
        try {
            Files.createFile(file, only(file, "rw-------"));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isRegularFile(file)) {
                throw new IOException(file + " is there but is not a file", e);
            }
        }
    }

    /**
     * Opens a file to append to. It and its folders are made if they are not there.
     *
     * @param file where
     * @return the stream, not buffered
     * @throws IOException if it cannot be opened
     */
    public static OutputStream append(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        createFolders(absolute.getParent());
        createFile(absolute);
        return new FileOutputStream(absolute.toFile(), true);
    }

    /**
     * Replaces a file's content in one step. Whatever happens, either the old or the new content is there afterwards, in
     * the file or, between two renames, in the one before.
     *
     * @param file     where; its folders are made if they are not there. Beside it, {@code FILE.new} is used on the way
     * @param content  all of it
     * @param previous where the content so far is kept, in the same folder; null to keep none
     * @throws IOException if it cannot be written
     */
    public static void replace(Path file, byte[] content, Path previous) throws IOException {
        replace(file, out -> out.write(content), previous);
    }

    /**
     * Replaces a file's content as {@link #replace(Path, byte[], Path)} does, by content that need not be in memory as a whole.
     *
     * @param file     where
     * @param content  writes it
     * @param previous where the content so far is kept; null to keep none
     * @throws IOException if it cannot be written
     */
    public static void replace(Path file, Content content, Path previous) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        createFolders(folder);
        Files.deleteIfExists(fresh);
        createFile(fresh);
        // no channel: an interrupt would close it
        try (FileOutputStream out = new FileOutputStream(fresh.toFile())) {
            content.write(out);
            out.getFD().sync();
        }
        if (previous != null) {
            moveIfThere(file, previous);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncFolder(folder);
    }

    private static void moveIfThere(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (NoSuchFileException e) {
            // the first content has none before it
            return;
        }
    }

    /**
     * Waits until the disk knows which files and folders are in a folder.
     *
     * @param folder which
     * @throws IOException if the disk does not take it
     */
    public static void syncFolder(Path folder) throws IOException {
        if (!isPosix(folder)) {
            // elsewhere a folder cannot be opened, and its entries are written in order
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static FileAttribute<?>[] only(Path path, String permissions) {
        return isPosix(path)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
