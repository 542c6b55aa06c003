package org.estreamer.plugin;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Makes files and folders that only their owner can read, where the file system knows owners. */
final class Owner {
    /** What makes the entries of a folder reach the disk. */
    @FunctionalInterface
    interface FolderSync {
        void sync(Path folder) throws IOException;
    }

    private Owner() {}

    /** Makes a folder and those above it where they are not there; afterwards a power cut cannot take them away. */
    static void createFolders(Path folder) throws IOException {
        createFolders(folder.toAbsolutePath(), Owner::syncFolder);
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

    /** Waits until the disk knows which files and folders are in a folder. */
    static void syncFolder(Path folder) throws IOException {
        if (!isPosix(folder)) {
            // elsewhere a folder cannot be opened, and its entries are written in order
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static void createFile(Path file) throws IOException {
        try {
            Files.createFile(file, only(file, "rw-------"));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isRegularFile(file)) {
                throw new IOException(file + " is there but is not a file", e);
            }
        }
    }

    private static FileAttribute<?>[] only(Path path, String permissions) {
        return isPosix(path)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
