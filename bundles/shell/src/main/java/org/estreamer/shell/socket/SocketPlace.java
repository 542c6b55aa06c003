package org.estreamer.shell.socket;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * Where the socket of a data folder is. Its folder is for the owner alone, so that nobody else can reach it whatever its
 * own permissions are, and from its first moment on.
 *
 * <pre>
 *   DATA/control/             rwx------
 *     socket                  where that name is short enough for a socket, else
 *     place                   the name of a socket in a folder elsewhere: rwx------, new at each start
 * </pre>
 */
final class SocketPlace {
    /** Systems take between 104 and 108 bytes. */
    private static final int LONGEST_NAME = 100;

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private SocketPlace() {}

    /**
     * Prepares the place for a new socket. To be called while this process has the data folder's lock: what is left of
     * another one is then left of one that has ended.
     *
     * @param data      the data folder
     * @param elsewhere where a folder may be made if the data folder's name is too long
     * @return the socket to be; nothing is there
     */
    static Path prepare(Path data, Path elsewhere) throws IOException {
        Path folder = data.resolve("control");
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        }
        takeCare(folder, data.resolve("lock"));
        remove(data);
        Path socket = folder.resolve("socket");
        if (fits(socket)) {
            return socket;
        }
        Path other = Files.createTempDirectory(elsewhere, "estreamer", PosixFilePermissions.asFileAttribute(OWNER_ONLY))
                .resolve("socket");
        if (!fits(other)) {
            Files.delete(other.getParent());
            throw new IOException("the names " + socket + " and " + other + " are too long for a socket");
        }
        Files.writeString(place(data), other.toString(), StandardCharsets.UTF_8);
        return other;
    }

    /** Takes away what {@link #prepare} and the socket have left. */
    static void remove(Path data) throws IOException {
        Files.deleteIfExists(data.resolve("control/socket"));
        Path other = elsewhere(data);
        if (other != null && isOwnersAlone(other.getParent(), data.resolve("lock"))) {
            Files.deleteIfExists(other);
            Files.deleteIfExists(other.getParent());
        }
        Files.deleteIfExists(place(data));
    }

    /**
     * Finds the socket of the process that runs with a data folder.
     *
     * @param data the data folder
     * @return the socket
     * @throws NoSuchFileException if there is none
     * @throws IOException         if it cannot be had, or somebody else could have put it there
     */
    static Path find(Path data) throws IOException {
        Path other = elsewhere(data);
        Path socket = other == null ? data.resolve("control/socket") : other;
        if (!Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
            throw new NoSuchFileException(socket.toString());
        }
        if (!isOwnersAlone(socket.getParent(), data.resolve("lock"))) {
            throw new IOException(
                    "the folder " + socket.getParent() + " is not the process's alone: its owner is not the one"
                            + " of " + data.resolve("lock") + ", or others may use it. Nothing was asked");
        }
        return socket;
    }

    private static void takeCare(Path folder, Path lock) throws IOException {
        if (!isOwnersAlone(folder, lock)) {
            // fails where it belongs to somebody else
            Files.setPosixFilePermissions(folder, EnumSet.copyOf(OWNER_ONLY));
        }
        if (!isOwnersAlone(folder, lock)) {
            throw new IOException(folder + " is a link, or belongs to somebody else: remove it");
        }
    }

    /** The lock is the process's own file: who owns it owns the process. */
    private static boolean isOwnersAlone(Path folder, Path lock) throws IOException {
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS)
                        .equals(OWNER_ONLY)
                && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS)
                        .equals(Files.getOwner(lock, LinkOption.NOFOLLOW_LINKS));
    }

    private static Path elsewhere(Path data) throws IOException {
        try {
            Path other = Path.of(Files.readString(place(data), StandardCharsets.UTF_8));
            return other.isAbsolute() ? other : null;
        } catch (NoSuchFileException e) {
            // the socket is in the data folder
            return null;
        }
    }

    private static Path place(Path data) {
        return data.resolve("control/place");
    }

    private static boolean fits(Path socket) {
        return socket.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME;
    }
}
